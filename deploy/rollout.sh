#!/bin/sh
# A new version on one host without a pause: migrate, start new web containers beside the old ones, and only when they are ready
# stop the old ones, which finish what they have and tell their sockets to come again (1012). Run it in the project's folder.
#   TAG=1.4.0 deploy/rollout.sh          back: TAG=1.3.0 deploy/rollout.sh (migrations only add: docs/upgrading.md)
set -eu

compose() { docker compose "$@"; }

# /healthz (the image's own check) says that the process runs, /readyz that it serves: not before those are erased again whom a
# restore brought back. Asked inside: from outside, one does not know which container answers.
serves() {
	docker exec "$1" python -c "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/readyz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}), timeout=10)" >/dev/null 2>&1
}

compose build
compose run --rm migrate
old=$(compose ps --quiet web)
count=$(printf '%s\n' "$old" | grep -c . || true)
compose up --detach --no-deps --no-recreate --scale "web=$((count + 1))" web

new=$(compose ps --quiet web | grep -vxF "$old" || true)
ready=""
for _ in $(seq 60); do
	ready=$(docker inspect --format '{{.State.Health.Status}}' "$new")
	if [ "$ready" = healthy ]; then
		serves "$new" && break
		ready="healthy, and not ready"
	fi
	sleep 2
done
if [ "$ready" != healthy ]; then
	echo "The new version does not get ready; the old one goes on. Its last lines:" >&2
	docker logs --tail 30 "$new" >&2
	docker rm --force "$new" >/dev/null
	exit 1
fi

for container in $old; do
	docker stop --time 30 "$container" >/dev/null
	docker rm "$container" >/dev/null
done
compose up --detach --no-deps --scale "web=1" --no-recreate web
compose up --detach --no-deps worker beat sealer
