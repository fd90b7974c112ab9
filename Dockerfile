# syntax=docker/dockerfile:1
# One image for web, worker, scheduler, sealer, witness and migrations. It holds no secret and runs as a plain user.

FROM node:22-slim AS web
WORKDIR /build/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY schema.yml /build/
COPY frontend ./
RUN npx vite build && npx vite build --config verifier/vite.config.ts

FROM python:3.13-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/base.txt /tmp/base.txt
RUN /venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r /tmp/base.txt

FROM python:3.13-slim AS runtime
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=config.settings STATIC_ROOT=static PYTHONPATH=/app/verifier
RUN groupadd --system --gid 10001 trusttrack && useradd --system --uid 10001 --gid trusttrack --home-dir /app --shell /usr/sbin/nologin trusttrack
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=web /build/frontend/dist frontend/dist
RUN MODE=local python manage.py collectstatic --no-input --verbosity 0 \
    && install -d -o trusttrack -g trusttrack .local/media .local/documents /var/lib/sealer /var/lib/witness
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}), timeout=4)"]
# X-Forwarded-* is believed only as far as TRUSTED_PROXIES says, so the server itself leaves it alone.
CMD ["python", "-m", "uvicorn", "config.asgi:application", "--host", "0.0.0.0", "--port", "8000", "--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--timeout-graceful-shutdown", "20", "--no-server-header", "--no-access-log", "--no-proxy-headers", "--ws-max-size", "4096", "--log-level", "warning"]
