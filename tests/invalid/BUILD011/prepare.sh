# Somebody else uses the port, for ten seconds.
(timeout 10 python3 -c 'import socket, time
other = socket.socket()
other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
other.bind(("127.0.0.1", 47931))
other.listen()
open("taken", "w").close()
time.sleep(10)') >/dev/null 2>&1 </dev/null &
for _ in $(seq 100); do if [ -e taken ]; then break; fi; sleep 0.05; done
