# An emblem without approval.
mkdir -p docs/pictures materials/registry
python3 - <<'END'
import struct, zlib
def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
rest = chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
with open("docs/pictures/square.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + header + b"" + rest)
END
