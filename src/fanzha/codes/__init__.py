"""The gate for codes: each one in a picture is found, read by two independent readers, compared with what was meant.

zxing-cpp looks for every symbology, turned, inverted and small; zbar reads QR codes by other algorithms. What both read
must be what was meant, to the character, and each module must be drawn as meant.
"""

from __future__ import annotations

from fanzha.codes.reading import Code, codes_in, texts_in
from fanzha.codes.verdict import problems

__all__ = ["Code", "codes_in", "problems", "texts_in"]
