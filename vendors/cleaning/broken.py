"""What Pillow raises over a picture, or over its EXIF, that is broken or made to break."""

import struct

from PIL import Image

BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    LookupError,
    ArithmeticError,
    EOFError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
