# syntax=docker/dockerfile:1
# One image for web, worker, scheduler, sealer, witness and migrations. It holds no secret and runs as a plain user on a root
# that is read only. `--target tools` is the same with PostgreSQL's own programs, for backups.

FROM node:22-slim AS web
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY schema.yml /build/
COPY frontend ./
RUN npm run bundle

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/base.txt requirements/observed.txt /tmp/
RUN /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/base.txt \
    && /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/observed.txt

FROM python:3.13-slim AS runtime
ARG VERSION=local
LABEL org.opencontainers.image.title="TrustTrack" org.opencontainers.image.version="${VERSION}"
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings STATIC_ROOT=static \
    PYTHONPATH=/app/verifier ALIVE_FILE=/tmp/alive RELEASE=${VERSION}
RUN groupadd --system --gid 10001 trusttrack \
    && useradd --system --uid 10001 --gid trusttrack --home-dir /app --shell /usr/sbin/nologin trusttrack
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=web /build/frontend/dist frontend/dist
# Compiled now: nothing can be written later, and every start would compile anew.
RUN MODE=local python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q . \
    && install -d -o trusttrack -g trusttrack .local/media .local/documents /var/lib/erasures /var/lib/sealer /var/lib/witness
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}), timeout=4)"]
# Connections are kept for longer than proxies keep them (Caddy and ingress-nginx: 60 s): who asks closes first, so no request gets lost.
# X-Forwarded-* is believed only as far as TRUSTED_PROXIES says, so the server itself leaves it alone.
CMD ["python", "-m", "uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--timeout-graceful-shutdown", "20", "--timeout-keep-alive", "75", "--no-server-header", "--no-access-log", "--no-proxy-headers", "--ws-max-size", "4096", "--log-level", "warning"]

FROM runtime AS tools
USER 0
COPY requirements/tools.txt /tmp/tools.txt
RUN pip install --no-cache-dir --no-deps --require-hashes -r /tmp/tools.txt && install -d -o trusttrack -g trusttrack /backups
USER 10001:10001
HEALTHCHECK NONE
CMD ["python", "manage.py", "backup", "--to", "/backups"]

# What `docker build .` gives.
FROM runtime AS application
