"""A scene as a person describes it: turned bodies, boxes, labels, defects, lamps, a camera.

Lengths are centimetres, z is up, the table is z = 0. `shoot` turns it into the arrays the tracer wants.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from maker.photo import surface

Vec = tuple[float, float, float]


def turned(axis: Vec, roll: float = 0.0) -> np.ndarray:
    """The rotation whose local z points along `axis`; rows are the local axes in the world."""
    z = np.array(axis, float)
    z /= np.linalg.norm(z)
    x = np.cross([0, 1, 0] if abs(z[1]) < 0.9 else [1, 0, 0], z)
    x /= np.linalg.norm(x)
    y = np.cross(z, x)
    c, s = math.cos(roll), math.sin(roll)
    return np.array([c * x + s * y, -s * x + c * y, z])


@dataclass
class Scene:
    table: tuple[float, ...] = (surface.TABLE, 0.33, 0.36, 0.40, 0.45, 0.035, 0, 0)
    kind: list[int] = field(default_factory=list)
    mat: list[int] = field(default_factory=list)
    pos: list[Vec] = field(default_factory=list)
    rot: list[np.ndarray] = field(default_factory=list)
    ball: list[tuple[float, ...]] = field(default_factory=list)
    part: list[tuple[int, int]] = field(default_factory=list)
    half: list[Vec] = field(default_factory=list)
    segs: list[tuple[float, ...]] = field(default_factory=list)
    materials: list[tuple[float, ...]] = field(default_factory=list)
    features: list[tuple[float, ...]] = field(default_factory=list)
    decals: list[tuple[float, ...]] = field(default_factory=list)
    atlas: list[np.ndarray] = field(default_factory=list)
    lights: list[tuple[float, ...]] = field(default_factory=list)
    sky: tuple[float, ...] = (1.0, 2.4, 4.5, 0.5)

    def _material(self, material: tuple[float, ...]) -> int:
        row = (*material, *([0.0] * (8 - len(material))))
        if row not in self.materials:
            self.materials.append(row)
        return self.materials.index(row) + 1

    def lathe(
        self,
        profile: list[tuple[float, float]],
        material: tuple[float, ...],
        at: Vec = (0, 0, 0),
        axis: Vec = (0, 0, 1),
        roll: float = 0.0,
    ) -> int:
        """A body turned from a profile of (radius, height) points; corners over 40 degrees stay sharp."""
        points = np.array(profile, float)
        edges = np.diff(points, axis=0)
        length = np.hypot(edges[:, 0], edges[:, 1])
        normals = np.stack([edges[:, 1], -edges[:, 0]], 1) / length[:, None]
        first = len(self.segs)
        run = 0.0
        for i in range(len(edges)):
            ends = []
            for j in (i - 1, i + 1):
                n = normals[i]
                if 0 <= j < len(edges) and normals[i] @ normals[j] > math.cos(math.radians(40)):
                    n = normals[i] + normals[j]
                    n = n / np.linalg.norm(n)
                ends.append(n)
            self.segs.append((*points[i], *points[i + 1], *ends[0], *ends[1], run, length[i]))
            run += length[i]
        rotation = turned(axis, roll)
        mid = (points[:, 1].max() + points[:, 1].min()) / 2
        centre = np.array(at) + rotation[2] * mid
        reach = max(math.hypot(r, z - mid) for r, z in profile)
        return self._body(0, material, at, rotation, (*centre, reach + 1e-3), (first, len(edges)), (0, 0, 0))

    def box(
        self, half: Vec, material: tuple[float, ...], at: Vec, turn: float = 0.0, axis: Vec = (0, 0, 1)
    ) -> int:
        """A box by its half sizes, its centre and its turn about `axis` in degrees."""
        rotation = turned(axis, math.radians(turn) + (math.pi / 2 if axis == (0, 0, 1) else 0.0))
        if axis == (0, 0, 1):
            c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            rotation = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1.0]])
        return self._body(1, material, at, rotation, (*at, float(np.linalg.norm(half)) + 1e-3), (0, 0), half)

    def _body(
        self,
        kind: int,
        material: tuple[float, ...],
        at: Vec,
        rotation: np.ndarray,
        ball: tuple[float, ...],
        part: tuple[int, int],
        half: Vec,
    ) -> int:
        self.kind.append(kind)
        self.mat.append(self._material(material))
        self.pos.append(at)
        self.rot.append(rotation)
        self.ball.append(ball)
        self.part.append(part)
        self.half.append(half)
        return len(self.kind) - 1

    def feature(
        self,
        body: int,
        kind: int,
        angle: float,
        v: float,
        length: float,
        width: float,
        slant: float = 0.0,
        seed: float = 1.0,
    ) -> None:
        """A defect on a body: `angle` in degrees round it (or x on a box), `v` along its profile."""
        turn = math.radians(angle) if self.kind[body] == 0 else angle
        self.features.append((body, kind, turn, v, length, width, math.radians(slant), seed))

    def decal(
        self,
        body: int,
        image: Image.Image,
        centre: Vec,
        u: Vec,
        v: Vec,
        half_width: float,
        depth: float = 2.0,
        rough: float = 0.6,
    ) -> None:
        """A print or sticker projected on a body along u x v, in the body's own frame (-1: the table)."""
        pixels = np.asarray(image.convert("RGBA"), float) / 255
        pixels[..., :3] **= 2.2
        offset = sum(len(a) for a in self.atlas)
        self.atlas.append(pixels.reshape(-1, 4))
        un, vn = np.array(u, float), np.array(v, float)
        un /= np.linalg.norm(un)
        vn /= np.linalg.norm(vn)
        height = half_width * image.height / image.width
        self.decals.append(
            (body, *centre, *un, *vn, half_width, height, depth, offset, image.width, image.height, rough)
        )

    def lamp(self, centre: Vec, u: Vec, v: Vec, colour: Vec) -> None:
        """A rectangular lamp: half edges u and v; it shines along u x v."""
        n = np.cross(u, v)
        area = 4 * np.linalg.norm(n)
        n = n / np.linalg.norm(n)
        self.lights.append((*centre, *u, *v, *n, *colour, area))

    def shoot(
        self,
        eye: Vec,
        target: Vec,
        lens: float,
        aperture: float,
        size: tuple[int, int],
        samples: int,
        seed: int,
        focus: Vec | None = None,
        roll: float = 0.0,
    ) -> tuple[np.ndarray, np.ndarray]:
        """Traces the picture. `lens` is the angle of view of the short side in degrees, `roll` a hand's slip."""
        from maker.photo.trace import render  # compiled on first use

        e = np.array(eye, float)
        ahead = np.array(target, float) - e
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, [0, 0, 1.0])
        right /= np.linalg.norm(right)
        up = np.cross(right, ahead)
        c, s = math.cos(math.radians(roll)), math.sin(math.radians(roll))
        right, up = c * right + s * up, -s * right + c * up
        sharp = float((np.array(focus or target) - e) @ ahead)
        if not self.kind:
            raise ValueError("an empty scene")
        return render(
            size[0],
            size[1],
            samples,
            seed,
            e,
            right,
            up,
            ahead,
            math.tan(math.radians(lens) / 2),
            sharp,
            aperture,
            np.array(self.kind),
            np.array(self.mat),
            np.array(self.pos, float),
            np.array(self.rot, float),
            np.array(self.ball, float),
            np.array(self.part),
            np.array(self.half, float),
            np.array(self.segs or [(0.0,) * 10], float),
            np.array([self.table, *self.materials], float),
            np.array(self.features, float).reshape(-1, 8),
            np.array(self.decals, float).reshape(-1, 17),
            np.concatenate(self.atlas) if self.atlas else np.zeros((4, 4)),
            np.array(self.lights, float),
            np.array(self.sky, float),
        )


def rounded(points: list[tuple[float, float]], radius: float, steps: int = 5) -> list[tuple[float, float]]:
    """The same profile with its inner corners rounded to `radius`."""
    out = [points[0]]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        p, a, b = np.array(at), np.array(before) - at, np.array(after) - at
        la, lb = np.linalg.norm(a), np.linalg.norm(b)
        cut = min(radius, la * 0.45, lb * 0.45)
        start, end = p + a / la * cut, p + b / lb * cut
        for k in range(steps + 1):
            t = k / steps
            out.append(tuple((1 - t) ** 2 * start + 2 * t * (1 - t) * p + t * t * end))
    return [*out, points[-1]]
