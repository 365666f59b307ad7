"""A shown copy is upright, small, complete and mute; what cannot be shown is said in one sentence."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from lotproof.render.photos import Photo, PhotoUnreadable, check_whole, upright_copy

from .documents import jpeg, png, telephone_exif


def opened(photo: Photo) -> Image.Image:
    return Image.open(BytesIO(photo.data))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_orientations_come_out_upright(orientation: int) -> None:
    """The corner that is at the top left of the upright picture stays there; the EXIF standard's eight cases."""
    from PIL import ImageOps

    data = jpeg((320, 200), exif=telephone_exif(orientation), quality=95)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    copy = upright_copy(data)
    assert (copy.width, copy.height) == expected.size == ((320, 200) if orientation < 5 else (200, 320))
    corner = (10, 10), (10, copy.height - 10), (copy.width - 10, 10), (copy.width - 10, copy.height - 10)
    for spot in corner:
        seen, wanted = opened(copy).getpixel(spot), expected.getpixel(spot)
        assert all(abs(a - b) < 12 for a, b in zip(seen, wanted, strict=True))


def test_the_copy_is_mute_and_the_same_every_time() -> None:
    data = jpeg((2400, 1600), exif=telephone_exif(6), comment=b"secret", dpi=(300, 300), icc_profile=srgb())
    copy = upright_copy(data)
    assert copy == upright_copy(data)
    assert (copy.width, copy.height, copy.suffix) == (1000, 1500, ".jpg")
    assert (copy.original_size, copy.exif) == ((1600, 2400), True)
    assert not upright_copy(jpeg((300, 200))).exif
    assert not opened(copy).getexif() and set(opened(copy).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
    }
    assert not any(word in copy.data for word in (b"Makebelieve", b"Exif", b"secret", b"ICC_PROFILE"))


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def test_sizes_are_bounded_and_never_grow() -> None:
    assert (upright_copy(jpeg((300, 200))).width, upright_copy(jpeg((300, 200))).height) == (300, 200)
    assert upright_copy(png((9000, 3)), max_side=100).height == 1
    small = upright_copy(jpeg((1501, 1000)))
    assert (small.width, small.height) == (1500, 999)


def test_a_screenshot_stays_sharp_and_a_photo_in_a_png_becomes_small() -> None:
    assert upright_copy(png((1170, 2532))).suffix == ".png"
    noise = Image.effect_noise((400, 400), 80).convert("RGB")
    out = BytesIO()
    noise.save(out, "PNG")
    assert upright_copy(out.getvalue()).suffix == ".jpg"


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
        ("I;16", 65535, (255, 255, 255)),
        ("I;16", 32896, (128, 128, 128)),
        ("L", 90, (90, 90, 90)),
        ("1", 1, (255, 255, 255)),
        ("RGB", (1, 2, 3), (1, 2, 3)),
    ],
)
def test_every_kind_of_pixel_is_shown_as_it_looks(mode: str, colour: object, seen: tuple[int, ...]) -> None:
    assert opened(upright_copy(png((20, 20), mode, colour))).convert("RGB").getpixel((5, 5)) == seen


def test_a_printers_jpeg_is_not_shown_as_a_negative() -> None:
    out = BytesIO()
    Image.new("CMYK", (64, 64), (0, 255, 255, 0)).save(out, "JPEG")
    red, green, blue = opened(upright_copy(out.getvalue())).getpixel((9, 9))
    assert red > 230 and green < 30 and blue < 30


def test_a_broken_profile_or_broken_exif_does_not_hide_the_photo() -> None:
    assert upright_copy(jpeg(icc_profile=b"not a profile at all")).width == 300
    assert upright_copy(jpeg(exif=b"Exif\0\0II*\0\xff\xff\xff\xff")).width == 300


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that would decode to all its pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9))
        + chunk(b"IEND", b"")
    )


UNREADABLE = {
    "empty": (b"", "empty"),
    "junk": (b"nothing of the kind", "not a JPEG"),
    "web page": (b"<html>", "not a JPEG"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "not a JPEG"),
    "only a head": (jpeg()[:20], "cut off"),
    "half a photo": (jpeg()[: len(jpeg()) // 2], "cut off"),
    "half a screenshot": (png()[:-30], "cut off"),
    "bomb": (bomb(12_000, 12_000), "12000 × 12000 pixels"),
    "great bomb": (bomb(2_000_000_000, 2_000_000_000), "pixels"),
}


@pytest.mark.parametrize(("data", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_shown_says_why_in_one_sentence(data: bytes, reason: str) -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = True  # as WeasyPrint leaves it
    for shown in (upright_copy, check_whole):
        with pytest.raises(PhotoUnreadable) as failure:
            shown(data)
        assert reason in str(failure.value)
        assert "\n" not in str(failure.value) and str(failure.value).endswith(".")


def test_heic_without_its_reader_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(PhotoUnreadable, match='extra "heic"'):
        upright_copy(b"\0\0\0\x18ftypheic" + bytes(40))


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=60),
    st.sampled_from([jpeg((40, 30)), png((40, 30))]),
    st.integers(0, 400),
    st.integers(0, 60),
)
def test_no_bytes_raise_anything_else(noise: bytes, base: bytes, at: int, cut: int) -> None:
    with suppress(PhotoUnreadable):
        upright_copy(base[:at] + noise + base[at + cut :])
