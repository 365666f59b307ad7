"""The validator of tests/conformance, which is another package of tests."""

import importlib.util
from pathlib import Path

_PATH = Path(__file__).parents[1] / "conformance" / "validator.py"
_SPEC = importlib.util.spec_from_file_location("conformance_validator", _PATH)
assert _SPEC is not None and _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
lacking, validate = _MODULE.lacking, _MODULE.validate
