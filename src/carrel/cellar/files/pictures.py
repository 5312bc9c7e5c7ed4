"""Photos as they are kept: upright, no larger than needed, without the place and time a camera writes into them."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from carrel.cellar.kernel.verdicts import Objection, Refused, Weight

LONGEST_SIDE = 1200
SMALL_SIDE = 240
MOST_MILLION_DOTS = 60
CONTENT_TYPE = "image/jpeg"


def cleaned_photo(data: bytes, *, name: str) -> bytes:
    """The picture as a JPEG of at most LONGEST_SIDE dots a side, nothing else of the original in it.

    Raises Refused when the bytes are no picture or one so large that unpacking it would hurt the server.
    """
    refused = Refused(Objection("files.not_photo", Weight.REFUSE, {"name": name}))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_MILLION_DOTS * 1_000_000:
            facts = {"name": name, "most": MOST_MILLION_DOTS}
            raise Refused(Objection("files.picture_too_wide", Weight.REFUSE, facts))
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _encoded(upright)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as why:
        raise refused from why


def _encoded(picture: Image.Image) -> bytes:
    paper = Image.new("RGB", picture.size, "white")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        paper.paste(picture, mask=picture.getchannel("A"))
    else:
        paper.paste(picture.convert("RGB"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()


def small_photo(data: bytes) -> bytes:
    """A stored photo for a list: a JPEG of at most SMALL_SIDE dots a side. It was cleaned when it was taken in."""
    picture = Image.open(io.BytesIO(data), formats=("JPEG",))
    picture.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return _encoded(picture)
