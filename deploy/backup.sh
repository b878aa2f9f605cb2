#!/usr/bin/env bash
# Backs up the running deployment: the four databases, all as they were at one quiet moment, and the files.
#
#   deploy/backup.sh [FOLDER]           default: var/backups/ and the time
#
# Requests wait for a few seconds while the events under way arrive and the databases' snapshots are taken; the dumps
# are then written while work goes on. Secrets are not in a backup: keep .env elsewhere, a restored Linli needs it.
set -euo pipefail
cd "$(dirname "$0")/.."

services=(ticketing survey notify visits)
webs=("${services[@]/%/-web}") workers=("${services[@]/%/-worker}")
folder=${1:-var/backups/$(date -u +%Y-%m-%dT%H%M%SZ)}
quiet_seconds=30

compose() { docker compose --progress quiet "$@" </dev/null; }

under_way() { # events that left one database and have not reached the next
  local service rows=0 messages
  for service in "${services[@]}"; do
    rows=$((rows + $(compose exec -T postgres psql -U postgres -d "$service" -qAtX \
      -c 'SELECT count(*) FROM outbox WHERE retry_at IS NULL')))
  done
  messages=$(compose exec -T rabbitmq rabbitmqctl list_queues -q --no-table-headers name messages |
    awk '/\.events\./ { sum += $2 } END { print sum + 0 }')
  echo $((rows + messages))
}

resume() {
  [ "${paused:-no}" = no ] && return
  compose unpause "${webs[@]}" "${workers[@]}" >/dev/null 2>&1 || true
  paused=no
}

pause_when_quiet() {
  local until=$((SECONDS + quiet_seconds))
  paused=yes
  compose pause "${webs[@]}" >/dev/null
  while true; do
    if [ "$(under_way)" = 0 ] || [ $SECONDS -ge $until ]; then
      compose pause "${workers[@]}" >/dev/null
      left=$(under_way)
      if [ "$left" = 0 ] || [ $SECONDS -ge $until ]; then return; fi
      compose unpause "${workers[@]}" >/dev/null
    fi
    sleep 0.5
  done
}

dump() { # SERVICE: says "ready" in its log once the snapshot is taken
  docker compose exec -T postgres psql -qAtX -v ON_ERROR_STOP=1 -U postgres -d "$1" \
    >"$folder.unfinished/$1.dump" 2>"$folder.unfinished/$1.log" <<SQL
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
\warn ready
\! pg_dump -U postgres -d $1 --format custom --snapshot "\$SNAPSHOT" </dev/null
\o /dev/null
SELECT 1 / (:SHELL_EXIT_CODE = 0)::int;
SQL
}

take_snapshots() {
  local service
  for service in "${services[@]}"; do
    dump "$service" &
    dumps+=("$!")
  done
  for service in "${services[@]}"; do
    timeout 60 sh -c 'until grep -q "^ready" "$0"; do sleep 0.1; done' "$folder.unfinished/$service.log" ||
      { cat "$folder.unfinished/$service.log" >&2; exit 1; }
  done
}

trap resume EXIT
mkdir -p "$folder.unfinished"
chmod 700 "$folder.unfinished"
began=$SECONDS
dumps=()
pause_when_quiet
take_snapshots
resume
echo "Snapshots taken; requests waited for $((SECONDS - began)) s."
[ "$left" = 0 ] || echo "$left events were under way and are not in this backup: choose a calmer hour." >&2
for dump in "${dumps[@]}"; do
  wait "$dump" || { cat "$folder.unfinished"/*.log >&2; exit 1; }
done
for service in "${services[@]}"; do # files are only ever added, so every one that a dump names is there
  compose exec -T "$service-web" tar -C /data -cf - . >"$folder.unfinished/$service.files.tar"
  rm "$folder.unfinished/$service.log"
done
(cd "$folder.unfinished" && sha256sum ./*.dump ./*.tar >SHA256SUMS)
mv "$folder.unfinished" "$folder"
echo "Backup: $folder ($(du -sh "$folder" | cut -f1)). Keep it on another machine, and .env apart from it."
