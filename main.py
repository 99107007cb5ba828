"""Start Microneedling Consult from a checkout."""

from consult_app.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
