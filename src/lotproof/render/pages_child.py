"""The child of pages.py: reads a PDF on stdin, writes one line of JSON and the JPEGs one after another to stdout.

Why: it runs alone with limits, so it imports nothing of lotproof and trusts nothing it reads.
"""

import json
import sys
from io import BytesIO
from typing import Any

PASSWORD = 4  # FPDF_ERR_PASSWORD


def limit(order: dict[str, Any]) -> None:
    """Limits of the operating system, set before a byte of the PDF is read; Windows has none of them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"], order["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(data: bytes, order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What to answer: the pages, or the problem in one sentence."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD or "password" in str(error).lower():
            return {"problem": "The PDF asks for a password; add a copy that opens without one."}, b""
        return {"problem": "The PDF is damaged and cannot be opened."}, b""
    if not 1 <= count <= order["max_pages"]:
        return {"problem": f"The PDF has {count} pages; 1 to {order['max_pages']} can be shown."}, b""
    document.init_forms()
    pages: list[tuple[int, int, int, str]] = []
    images = []
    for number in range(count):
        try:
            page = document[number]
            longest = max(*page.get_size(), 1)
            picture = (
                page.render(scale=min(order["dpi"] / 72, order["max_side"] / longest)).to_pil().convert("RGB")
            )
            text = page.get_textpage().get_text_bounded()[: order["max_text"]]
        except pypdfium2.PdfiumError:
            return {"problem": f"Page {number + 1} of the PDF is damaged and cannot be drawn."}, b""
        out = BytesIO()
        picture.save(out, "JPEG", quality=85, optimize=True)
        pages.append((*picture.size, len(out.getvalue()), text))
        images.append(out.getvalue())
    return {"pages": pages}, b"".join(images)


def main() -> None:
    """Answer the order given as JSON in the first argument."""
    order = json.loads(sys.argv[1])
    sys.path[:] = order["path"]
    limit(order)
    answer, images = drawn(sys.stdin.buffer.read(), order)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + images)


if __name__ == "__main__":
    main()
