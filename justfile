# What developers do often. `./check` makes the environment these use.
bin := ".venv-check/bin"

# tests, lint, types, imports: all that .ci/run asks
check:
    bash .ci/run

test *args:
    ./check {{args}}

lint:
    {{bin}}/ruff check . && {{bin}}/ruff format --check . && {{bin}}/mypy && {{bin}}/lint-imports

fix:
    {{bin}}/ruff check --fix . && {{bin}}/ruff format .

# renew the pinned, hashed requirements (needs uv)
lock:
    uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -o requirements/run.txt
    uv pip compile pyproject.toml requirements/build.in --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -c requirements/run.txt -o requirements/dev.txt

# write the OpenAPI document of the API anew
openapi:
    {{bin}}/python tools/openapi.py

# rebuild the embedded gazetteer; retrain the reader: see training/README.md
