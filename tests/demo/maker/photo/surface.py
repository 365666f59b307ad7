"""What a surface looks like at a point: grain, brushing, print, and the defects laid over it.

Defects are features of the surface (a line, a bowl, a blob in angle and length along the profile), so that a scratch
follows the body it is on.
"""

from __future__ import annotations

import math

from numba import njit

from maker.photo.noise import fbm, lookup, noise3, wood

# rows of `materials`: kind, r, g, b, roughness, f0, extra, extra
PLAIN, STEEL, WOOD, PAINTED, TABLE, CARD, GLOW, POWDER = range(8)
# rows of `features`: body, kind, angle, v, half-length, half-width, slant, seed
SCRATCH, DENT, CHIP, CRACK, GLUE = range(5)


@njit(fastmath=True)
def shade_point(
    p, d, body, piece, share, kind, mat, pos, rot, half, segs, materials, features, decals, atlas
):
    """(normal, base colour, metal, roughness, reflectance, glow, brushing, brushing axis) at a hit."""
    lx, ly, lz = p[0], p[1], p[2]
    angle = 0.0
    along = 0.0
    radius = 1.0
    if body == -1:
        n = (0.0, 0.0, 1.0)
        m = materials[0]
        axis = (0.0, 1.0, 0.0)
    else:
        q0, q1, q2 = p[0] - pos[body, 0], p[1] - pos[body, 1], p[2] - pos[body, 2]
        w = rot[body]
        lx = w[0, 0] * q0 + w[0, 1] * q1 + w[0, 2] * q2
        ly = w[1, 0] * q0 + w[1, 1] * q1 + w[1, 2] * q2
        lz = w[2, 0] * q0 + w[2, 1] * q1 + w[2, 2] * q2
        m = materials[mat[body]]
        if kind[body] == 0:
            radius = max(1e-6, math.sqrt(lx * lx + ly * ly))
            angle = math.atan2(ly, lx)
            s = segs[piece]
            nr = s[4] * (1 - share) + s[6] * share
            nz = s[5] * (1 - share) + s[7] * share
            along = s[8] + s[9] * share
            ln = (nr * lx / radius, nr * ly / radius, nz)
            la = (-nz * lx / radius, -nz * ly / radius, nr)
        else:
            h = half[body]
            loc = (lx, ly, lz)
            sign = 1.0 if loc[piece] > 0 else -1.0
            v0 = v1 = v2 = 0.0
            edge = 0.06 if m[0] == CARD else min(0.04, h[2] * 0.5)
            if piece == 0:
                v0 = sign
                v1 = max(0.0, abs(ly) - h[1] + edge) / edge * (1.0 if ly > 0 else -1.0)
                v2 = max(0.0, abs(lz) - h[2] + edge) / edge * (1.0 if lz > 0 else -1.0)
            elif piece == 1:
                v1 = sign
                v0 = max(0.0, abs(lx) - h[0] + edge) / edge * (1.0 if lx > 0 else -1.0)
                v2 = max(0.0, abs(lz) - h[2] + edge) / edge * (1.0 if lz > 0 else -1.0)
            else:
                v2 = sign
                v0 = max(0.0, abs(lx) - h[0] + edge) / edge * (1.0 if lx > 0 else -1.0)
                v1 = max(0.0, abs(ly) - h[1] + edge) / edge * (1.0 if ly > 0 else -1.0)
            ln = (v0, v1, v2)
            la = (0.0, 0.0, 1.0)
        n = (
            w[0, 0] * ln[0] + w[1, 0] * ln[1] + w[2, 0] * ln[2],
            w[0, 1] * ln[0] + w[1, 1] * ln[1] + w[2, 1] * ln[2],
            w[0, 2] * ln[0] + w[1, 2] * ln[1] + w[2, 2] * ln[2],
        )
        axis = (
            w[0, 0] * la[0] + w[1, 0] * la[1] + w[2, 0] * la[2],
            w[0, 1] * la[0] + w[1, 1] * la[1] + w[2, 1] * la[2],
            w[0, 2] * la[0] + w[1, 2] * la[1] + w[2, 2] * la[2],
        )
        scale = 1.0 / math.sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2)
        n = (n[0] * scale, n[1] * scale, n[2] * scale)
        if n[0] * d[0] + n[1] * d[1] + n[2] * d[2] > 0:
            n = (-n[0], -n[1], -n[2])
    what = int(m[0])
    r, g, b = m[1], m[2], m[3]
    rough, f0 = m[4], m[5]
    metal = glow = brushed = 0.0
    tilt = 0.0
    if what == STEEL:
        metal = 1.0
        line = noise3(along * 55.0, m[6], angle * 0.9) - 0.5
        fine = noise3(along * 190.0, m[6] + 3.0, angle * 2.3) - 0.5
        tilt = 0.035 * line + 0.03 * fine
        shade = 1.0 + 0.10 * line + 0.10 * fine
        r, g, b = r * shade, g * shade, b * shade
        brushed = m[7]
    elif what == WOOD:
        r, g, b = wood(lx, ly, lz, m[6])
    elif what == PAINTED:
        shade = 0.94 + 0.12 * fbm(lx * 1.5, ly * 1.5, lz * 1.5)
        grain = noise3(lx * 14.0, lz * 14.0, ly * 2.0) - 0.5
        shade += 0.04 * grain
        r, g, b = r * shade, g * shade, b * shade
        tilt = 0.02 * grain
    elif what == POWDER:
        bump = noise3(lx * 30.0, ly * 30.0, lz * 30.0) - 0.5
        fine = noise3(lx * 75.0, ly * 75.0, lz * 75.0) - 0.5
        tilt = 0.12 * bump
        shade = 1.0 + 0.28 * bump + 0.25 * fine
        r, g, b = r * shade, g * shade, b * shade
    elif what == TABLE:
        speck = noise3(p[0] * 7.0, p[1] * 7.0, 0.5)
        wide = fbm(p[0] * 0.09, p[1] * 0.09, 2.5)
        shade = 0.90 + 0.16 * wide + (0.05 if speck > 0.80 else 0.0) - (0.06 if speck < 0.15 else 0.0)
        on_mat = m[6] == 1.0 and abs(p[0] - 1.5) < 23.0 and -16.0 < p[1] < 14.0
        if m[6] == 1.0 and not on_mat:
            r, g, b = 0.30, 0.30, 0.29
        if on_mat:  # a cutting mat on the bench
            gx = abs(p[0] / 1.0 - math.floor(p[0] / 1.0 + 0.5))
            gy = abs(p[1] / 1.0 - math.floor(p[1] / 1.0 + 0.5))
            tx = abs(p[0] / 5.0 - math.floor(p[0] / 5.0 + 0.5)) * 5.0
            ty = abs(p[1] / 5.0 - math.floor(p[1] / 5.0 + 0.5)) * 5.0
            if tx < 0.035 or ty < 0.035:
                shade *= 1.75
            elif gx < 0.018 or gy < 0.018:
                shade *= 1.35
        elif m[6] == 2.0:  # a wooden bench
            board = math.floor(p[1] / 9.0)
            wr, wg, wb = wood(p[1] * 0.6 + board * 13.7, p[0] * 0.35, board * 3.1, board * 1.7)
            r, g, b = wr * 0.56, wg * 0.56, wb * 0.60
            seam = abs(p[1] / 9.0 - math.floor(p[1] / 9.0 + 0.5)) * 9.0
            if seam < 0.06:
                shade *= 0.35
        scuff = noise3(p[0] * 0.7 + p[1] * 3.1, p[1] * 0.5 - p[0] * 0.2, 7.5)
        if scuff > 0.86:
            shade *= 0.94
        r, g, b = r * shade, g * shade, b * shade
    elif what == CARD:
        fibre = noise3(lx * 9.0, ly * 9.0, lz * 2.0) * 0.5 + noise3(lx * 30.0, ly * 30.0, lz * 30.0) * 0.5
        flute = math.sin(lx * 9.0 + ly * 9.0) * 0.015
        shade = 0.90 + 0.18 * fibre + flute - 0.06 * fbm(lx * 0.12, ly * 0.12, lz * 0.12)
        r, g, b = r * shade, g * shade, b * shade
    elif what == GLOW:
        glow = m[6]
    # print, stickers, labels
    for k in range(decals.shape[0]):
        q = decals[k]
        if int(q[0]) != body:
            continue
        x, y, z = lx - q[1], ly - q[2], lz - q[3]
        u = (x * q[4] + y * q[5] + z * q[6]) / q[10]
        v = (x * q[7] + y * q[8] + z * q[9]) / q[11]
        if abs(u) >= 1 or abs(v) >= 1:
            continue
        nx = q[5] * q[9] - q[6] * q[8]
        ny = q[6] * q[7] - q[4] * q[9]
        nz_ = q[4] * q[8] - q[5] * q[7]
        if abs(x * nx + y * ny + z * nz_) > q[12]:
            continue
        if body >= 0 and kind[body] == 0 and lx * nx + ly * ny < -0.05:
            continue
        dr, dg, db, da = lookup(atlas, int(q[13]), int(q[14]), int(q[15]), u * 0.5 + 0.5, 0.5 - v * 0.5)
        if da > 0:
            r, g, b = r * (1 - da) + dr * da, g * (1 - da) + dg * da, b * (1 - da) + db * da
            metal *= 1 - da
            brushed *= 1 - da
            rough = rough * (1 - da) + q[16] * da
            f0 = f0 * (1 - da) + 0.04 * da
    # defects
    for k in range(features.shape[0]):
        q = features[k]
        if int(q[0]) != body:
            continue
        turn = (angle - q[2] + 9.42477796) % 6.28318531 - 3.14159265
        if kind[body] == 0:
            x, y = turn * radius, along - q[3]
        elif piece == 2:
            x, y = lx - q[2], ly - q[3]
        else:
            x, y = lx - q[2], lz - q[3]
        c, s = math.cos(q[6]), math.sin(q[6])
        u, v = x * c + y * s, -x * s + y * c
        f = int(q[1])
        seed = q[7]
        if f == SCRATCH:
            v += 0.35 * q[5] * (noise3(u * 7.0, seed, 0.5) - 0.5) + q[4] * 0.10 * (
                noise3(u * 1.3, seed, 4.5) - 0.5
            )
            if abs(u) < q[4]:
                width = q[5] * (1.0 - (u / q[4]) ** 2) ** 0.5 * (0.7 + 0.5 * noise3(u * 6.0, seed, 1.5))
                streak = noise3(u * 1.6, v * 260.0, seed)
                hair = noise3(u * 0.8, v * 55.0, seed + 9.0)
                if abs(v) < width and not (streak < 0.22 and abs(v) > 0.35 * width):
                    bright = 0.42 + 0.52 * streak
                    metal = 0.85
                    r, g, b = bright * 1.03, bright * 1.02, bright
                    rough, brushed = 0.5, 0.0
                    tilt += 0.45 * v / width
                elif abs(v) < width + 0.02:
                    r, g, b = r * 0.55, g * 0.55, b * 0.55
                elif abs(v) < 3.2 * q[5] and abs(u + 0.15 * q[4]) < 0.75 * q[4] and hair > 0.74:
                    k2 = (hair - 0.74) * 2.6  # finer lines that run beside the cut
                    r, g, b = r + k2 * 0.5, g + k2 * 0.5, b + k2 * 0.5
        elif f == DENT:
            # q4, q5 the half axes; a bowl with a raised lip, by the slope of its depth
            e = (u / q[4]) ** 2 + (v / q[5]) ** 2
            if e < 4.0:
                fall = math.exp(-1.6 * e) * 1.15 - 0.18 * math.exp(-4.0 * (e - 1.4) ** 2)
                su = u / q[4] * fall
                sv = v / q[5] * fall
                tx, ty = su * c - sv * s, su * s + sv * c
                ca, sa = -math.sin(angle), math.cos(angle)
                w = rot[body]
                g0, g1, g2 = ca * tx, sa * tx, 0.0
                wx = w[0, 0] * g0 + w[1, 0] * g1 + w[2, 0] * g2 + axis[0] * ty
                wy = w[0, 1] * g0 + w[1, 1] * g1 + w[2, 1] * g2 + axis[1] * ty
                wz = w[0, 2] * g0 + w[1, 2] * g1 + w[2, 2] * g2 + axis[2] * ty
                depth = seed
                n = (n[0] + depth * wx, n[1] + depth * wy, n[2] + depth * wz)
        elif f == CHIP:
            e = math.sqrt((u / q[4]) ** 2 + (v / q[5]) ** 2)
            e += 0.75 * (fbm(x * 5.0 / q[4] + seed, y * 5.0 / q[5], seed) - 0.5)
            e += 0.25 * (noise3(x * 22.0, y * 22.0, seed) - 0.5)
            if e < 0.78:
                r, g, b = wood(lx * 1.4, ly * 1.4, lz * 1.4, seed)
                rough, f0, metal = 0.9, 0.02, 0.0
                tilt += 0.25 * (noise3(lx * 30.0, lz * 30.0, ly * 4.0) - 0.5)
            elif e < 0.86:
                r, g, b = 0.80, 0.78, 0.74  # the primer under the paint
                tilt += 0.8
            elif e < 0.93:
                r, g, b = r * 0.7, g * 0.7, b * 0.7
        elif f == CRACK:
            v += 0.10 * q[4] * (noise3(u * 2.2 / q[4] * 2.0, seed, 0.5) - 0.5)
            v += 0.9 * q[5] * (noise3(u * 18.0, seed, 2.5) - 0.5)
            if abs(u) < q[4]:
                width = q[5] * (1.0 - abs(u / q[4]) ** 1.5) * (0.5 + noise3(u * 9.0, seed, 3.5))
                if abs(v) < width:
                    r, g, b = r * 0.06, g * 0.05, b * 0.045
                    rough, f0, metal = 1.0, 0.0, 0.0
                elif abs(v) < width * 2.2:
                    r, g, b = min(1.0, r * 1.12), min(1.0, g * 1.1), min(1.0, b * 1.05)
                    tilt += 0.25 * (1.0 if v > 0 else -1.0)
        elif f == GLUE:
            e = math.sqrt((u / q[4]) ** 2 + (v / q[5]) ** 2)
            e += 0.55 * (fbm(x * 2.6 + seed, y * 2.6, seed) - 0.5)
            if e < 1.0:
                thick = 1.0 - e
                k2 = min(1.0, thick * 3.0) * 0.75
                r = r * (1 - k2) + 0.50 * k2
                g = g * (1 - k2) + 0.31 * k2
                b = b * (1 - k2) + 0.09 * k2
                rough, f0 = 0.16, 0.07
                tilt += 0.55 * (1.0 - thick) * (noise3(x * 4.0, y * 4.0, seed) - 0.35)
    if tilt != 0.0:
        n = (n[0] + axis[0] * tilt, n[1] + axis[1] * tilt, n[2] + axis[2] * tilt)
    scale = 1.0 / math.sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2)
    n = (n[0] * scale, n[1] * scale, n[2] * scale)
    if n[0] * d[0] + n[1] * d[1] + n[2] * d[2] > -1e-3:
        # a bump never turns the surface away from who sees it
        k3 = n[0] * d[0] + n[1] * d[1] + n[2] * d[2] + 2e-3
        n = (n[0] - d[0] * k3, n[1] - d[1] * k3, n[2] - d[2] * k3)
    return n, (r, g, b), metal, rough, f0, glow, brushed, axis
