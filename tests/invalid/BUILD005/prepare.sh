mkdir -p build && (exec 9>>build/.lock; flock 9; sleep 5) >/dev/null 2>&1 </dev/null &
sleep 0.5
