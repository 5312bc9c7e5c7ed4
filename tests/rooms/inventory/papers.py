"""Files to be attached: a photo as a phone takes it, and a paper."""

import io

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj"
CAMERA = b"Phone of Dee"


def photo(size: tuple[int, int] = (1600, 1200)) -> io.BytesIO:
    """A photo with the camera, the moment and the place written into it, as a phone does."""
    picture, exif = Image.new("RGB", size, "red"), Image.Exif()
    exif[0x010F] = CAMERA.decode()
    exif[0x0132] = "2026:11:23 12:00:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (38.0, 33.0, 12.0), "W", (121.0, 44.0, 2.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    out.seek(0)
    assert Image.open(out).getexif().get_ifd(0x8825), "the photo must hold a place, or it proves nothing"
    out.seek(0)
    return out


def paper(data: bytes = PDF) -> io.BytesIO:
    return io.BytesIO(data)
