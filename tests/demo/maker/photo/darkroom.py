"""From traced light to a JPEG with the metadata of a camera: noise out, tone, lens, sensor, EXIF.

The tracer's grain is not a sensor's: it is filtered away where the surface is even, and a fine sensor noise is put in.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit, prange
from PIL import Image, ImageFilter


@njit(fastmath=True, parallel=True)
def _filter(light, guide, step, strength):
    h, w, _ = light.shape
    out = np.empty_like(light)
    for y in prange(h):
        for x in range(w):
            s0 = s1 = s2 = total = 0.0
            mean = (light[y, x, 0] + light[y, x, 1] + light[y, x, 2]) / 3
            for dy in range(-2, 3):
                yy = min(max(y + dy * step, 0), h - 1)
                for dx in range(-2, 3):
                    xx = min(max(x + dx * step, 0), w - 1)
                    e = 0.0
                    for k in range(3):
                        a = guide[yy, xx, k] - guide[y, x, k]
                        b = guide[yy, xx, 3 + k] - guide[y, x, 3 + k]
                        e += a * a * 60.0 + b * b * 45.0
                    m = (light[yy, xx, 0] + light[yy, xx, 1] + light[yy, xx, 2]) / 3
                    rel = (m - mean) / (0.5 * (m + mean) + 0.02)
                    weight = np.exp(-e - rel * rel * strength - 0.18 * (dx * dx + dy * dy))
                    s0 += weight * light[yy, xx, 0]
                    s1 += weight * light[yy, xx, 1]
                    s2 += weight * light[yy, xx, 2]
                    total += weight
            out[y, x, 0] = s0 / total
            out[y, x, 1] = s1 / total
            out[y, x, 2] = s2 / total
    return out


def _clean(light: np.ndarray, guide: np.ndarray) -> np.ndarray:
    for step, strength in ((1, 0.7), (2, 1.5), (4, 3.0)):
        light = _filter(np.ascontiguousarray(light), guide, step, strength)
    return light


def _blur(plane: np.ndarray, sigma: float) -> np.ndarray:
    reach = int(3 * sigma) + 1
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    for axis in (0, 1):
        pad = [(0, 0)] * plane.ndim
        pad[axis] = (reach, reach)
        wide = np.pad(plane, pad, mode="edge")
        plane = sum(
            k * np.take(wide, range(i, i + plane.shape[axis]), axis=axis) for i, k in enumerate(kernel)
        )
    return plane


def _defocus(light: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Smooths what is out of focus, where few samples of a wide lens leave grain."""
    out = light
    for low, sigma in ((0.8, 1.1), (2.2, 2.0), (6.0, 3.8)):
        share = np.clip((spread - low) / low, 0, 1)[..., None]
        if share.any():
            out = out * (1 - share) + _blur(light, sigma) * share
    return out


def develop(
    light: np.ndarray,
    guide: np.ndarray,
    seed: int,
    exposure: float = 1.0,
    warmth: float = 0.0,
    glow: float = 0.0,
    size: tuple[int, int] | None = None,
) -> Image.Image:
    """The picture as the camera would have saved it, upright."""
    rng = np.random.default_rng(seed)
    # where all is sharp, light is filtered apart from the colour it falls on, so that print stays crisp;
    # where the lens has mixed colours there is nothing to take apart
    matte = guide[..., 6:7] < 0.5
    albedo = np.where(matte, np.maximum(guide[..., :3], 0.03), 1.0)
    soft = np.clip(guide[..., 7:8] - 0.6, 0, 1)
    light = _clean(light / albedo, guide) * albedo * (1 - soft) + _clean(light, guide) * soft
    light = _defocus(light, guide[..., 7]) * exposure
    if size:
        planes = [
            Image.fromarray(light[..., k].astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
            for k in range(3)
        ]
        light = np.maximum(np.stack([np.asarray(plane, float) for plane in planes], axis=2), 0)
    if glow:
        bright = np.maximum(light - 1.0, 0)
        light = light + glow * (
            _blur(bright, 9.0)
            + 0.5
            * _blur(bright[::2, ::2], 18.0).repeat(2, 0).repeat(2, 1)[: light.shape[0], : light.shape[1]]
        )
    h, w, _ = light.shape
    y, x = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j]
    light = light * (1 - 0.16 * (x * x + y * y) ** 1.0)[..., None]
    light = light * np.array([1 + warmth, 1.0, 1 - warmth])
    x = light * 0.9  # a filmic shoulder, then the sRGB curve
    toned = np.clip((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0, 1)
    image = np.where(toned <= 0.0031308, 12.92 * toned, 1.055 * toned ** (1 / 2.4) - 0.055)
    sigma = 0.007 + 0.006 * (1 - image.mean(axis=2, keepdims=True))
    coarse = _blur(rng.normal(size=(h // 2 + 1, w // 2 + 1, 3)), 0.8).repeat(2, 0).repeat(2, 1)[:h, :w]
    image = image + sigma * (0.55 * rng.normal(size=(h, w, 1)) + 0.9 * coarse)
    picture = Image.fromarray((np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8))
    return picture.filter(ImageFilter.GaussianBlur(0.45))


def save(
    picture: Image.Image,
    file: Path,
    captured: str,
    camera: tuple[str, str],
    turned: bool = False,
    place: tuple[float, float] | None = None,
    quality: int = 80,
) -> None:
    """Writes the JPEG. `turned`: stored on its side with orientation 6, as a camera held upright does."""
    taken = datetime.fromisoformat(captured)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = camera
    exif[0x0112] = 6 if turned else 1
    exif[0x0132] = taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[0x0131] = "Fictitious example"
    offset = taken.strftime("%z")
    sub: dict[int, Any] = exif.get_ifd(0x8769)
    sub[0x9003] = sub[0x9004] = taken.strftime("%Y:%m:%d %H:%M:%S")
    sub[0x9011] = sub[0x9010] = f"{offset[:3]}:{offset[3:]}"
    sub[0x829A], sub[0x829D], sub[0x8827], sub[0x920A] = 1 / 60, 4.0, 400, 24.0
    if place:
        gps = exif.get_ifd(0x8825)
        for ref, key, value, names in ((1, 2, place[0], "NS"), (3, 4, place[1], "EW")):
            whole = abs(value)
            minutes = (whole % 1) * 60
            gps[ref] = names[0] if value >= 0 else names[1]
            gps[key] = (float(int(whole)), float(int(minutes)), round((minutes % 1) * 60, 2))
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    picture.save(file, quality=quality, exif=exif, subsampling="4:2:0", optimize=True)
