"""Makes the copy of a photo or screenshot that a document shows: upright, small, without metadata.

Why: the original stays untouched beside it; what is printed must not carry a place or a device, must not need
rotating by the reader's program, and must not cost a gigabyte to lay out.
"""

import importlib
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 100_000_000
MAX_BYTES = 100 * 1024 * 1024
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})


class PhotoUnreadable(Exception):  # noqa: N818
    """The picture cannot be shown; the message is one sentence that says why."""


@dataclass(frozen=True)
class Photo:
    """A picture to show: its bytes, its size in pixels, and `suffix`, ".jpg" or ".png", to name it with.

    `original_size` is that of the picture it was made from, upright as well; `exif`: that one carries EXIF data.
    """

    data: bytes = field(repr=False)
    width: int
    height: int
    suffix: str = ".jpg"
    original_size: tuple[int, int] = (0, 0)
    exif: bool = False


def upright_copy(data: bytes, *, max_side: int = 1500) -> Photo:
    """A copy of at most `max_side` pixels a side, never enlarged, in sRGB, without any metadata.

    A JPEG or HEIC photo becomes a JPEG of quality 80; a PNG or WebP picture (a screenshot) becomes a PNG, or a
    JPEG of quality 90 with full colour resolution where that is less than half as large. The same bytes and the
    same Pillow give the same copy. Raises PhotoUnreadable and nothing else.
    """
    with _said_plainly(), _opened(data) as image:
        width, height = image.size
        exif = _exif(image)
        copy = _copy(image, max_side)
        if copy.width != copy.height and (copy.width > copy.height) != (width > height):
            width, height = height, width
        return replace(copy, original_size=(width, height), exif=exif)


def check_whole(data: bytes) -> None:
    """Decode a picture at the least cost, to know that it can be shown to its last row. Raises PhotoUnreadable."""
    with _said_plainly(), _opened(data) as image:
        image.draft("L", (1, 1))
        image.load()


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except PhotoUnreadable:
        raise
    except MemoryError:
        raise PhotoUnreadable("The picture needs more memory than there is.") from None
    except Exception as error:  # Pillow's decoders raise anything on hostile bytes
        reason = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise PhotoUnreadable(f"The picture is damaged or cut off ({reason}).") from None


def _copy(image: "Image", max_side: int) -> Photo:
    from PIL import Image

    size = _within(*image.size, max_side)
    photographed = image.format in ("JPEG", "MPO", "HEIF")
    image.draft("RGB", size)  # JPEG decodes at a half, a quarter or an eighth of its size for nothing
    image.load()
    small = _plain(image)
    if small.size != size:
        small = small.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = _upright(_in_srgb(small, image.info.get("icc_profile")), image)
    if photographed:
        return Photo(_saved(upright, "JPEG", quality=80, optimize=True), *upright.size)
    png = _saved(upright, "PNG")
    jpeg = _saved(upright, "JPEG", quality=90, subsampling=0, optimize=True)
    if len(png) <= 2 * len(jpeg):
        return Photo(png, *upright.size, suffix=".png")
    return Photo(jpeg, *upright.size)


def _opened(data: bytes) -> "Image":
    from PIL import ImageFile

    # WeasyPrint switches this on for the whole process; half a photo is not evidence.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    # Remarks on broken metadata, which is dropped anyway. Not catch_warnings: photos are made in threads.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    if len(data) > MAX_BYTES:
        raise PhotoUnreadable(f"The file has {len(data)} bytes; at most {MAX_BYTES} are read.")
    image = _header(data)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PhotoUnreadable(f"The picture has {width} × {height} pixels; at most {MAX_PIXELS} are decoded.")
    return image


def _header(data: bytes) -> "Image":
    """The picture with only its header read. Not `Image.open`, which warns by itself at a size of its own."""
    from PIL import JpegImagePlugin, PngImagePlugin, WebPImagePlugin

    if not data:
        raise PhotoUnreadable("The file is empty.")
    if data[:3] == b"\xff\xd8\xff":
        return JpegImagePlugin.JpegImageFile(BytesIO(data))
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return PngImagePlugin.PngImageFile(BytesIO(data))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WebPImagePlugin.WebPImageFile(BytesIO(data))
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return _heic(data)
    raise PhotoUnreadable("The file is not a JPEG, PNG, WebP or HEIC picture.")


def _heic(data: bytes) -> "Image":
    try:
        pillow_heif: Any = importlib.import_module("pillow_heif")
    except ImportError:
        raise PhotoUnreadable(
            'The picture is HEIC: install lotproof with the extra "heic", or add a JPEG made from it.'
        ) from None
    image: Image = pillow_heif.HeifImageFile(BytesIO(data))
    return image


def _exif(image: "Image") -> bool:
    try:
        return bool(image.getexif())
    except Exception:  # broken EXIF is there all the same
        return True


def _within(width: int, height: int, side: int) -> tuple[int, int]:
    """The size scaled down, halves rounded up, so that neither side exceeds `side`; each at least 1."""
    longest = max(width, height)
    if longest <= side:
        return width, height
    return tuple(max(1, (2 * length * side + longest) // (2 * longest)) for length in (width, height))  # type: ignore[return-value]


def _plain(image: "Image") -> "Image":
    """Eight bits, no palette, transparency laid on white."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits of grey: Pillow would cut off at 255 instead of scaling
        return image.convert("I").point(lambda value: value / 257).convert("L").convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGB", layer.size, "white")
        white.paste(layer, mask=layer.getchannel("A"))
        return white
    return image.convert("RGB")


def _in_srgb(image: "Image", profile: Any) -> "Image":
    """Phones photograph in wider colours; a shade defect must not be shown in other ones."""
    from PIL import ImageCms

    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image  # a broken profile, or one of another colour model: shown as if it had none
    return turned or image


def _upright(image: "Image", source: "Image") -> "Image":
    from PIL import Image

    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    try:  # ImageOps.exif_transpose fails on EXIF that is broken elsewhere, and rewrites what we drop
        orientation = source.getexif().get(0x0112)
    except Exception:
        orientation = None
    turn = turns.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def _saved(image: "Image", kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.info.clear()  # what is in info, Pillow writes: profile, comment, EXIF, resolution
    image.save(out, kind, **options)
    return out.getvalue()
