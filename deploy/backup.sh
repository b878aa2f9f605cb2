#!/usr/bin/env bash
# Backs up the running deployment: the four databases, all as they were at one moment, the files, and the broker's
# messages when there are any.
#
#   deploy/backup.sh [FOLDER]           default: var/backups/ and the time
#
# Requests wait for a few seconds while the events under way arrive and the databases' snapshots are taken; the dumps
# are then written while work goes on. What was not sent yet lies in the databases. What stands in a queue, because its
# reader is away, is kept with the broker's files, for which the broker stops for some seconds.
# Secrets are not in a backup: keep .env elsewhere, a restored Linli needs it.
set -euo pipefail
cd "$(dirname "$0")/.."

services=(ticketing survey notify visits)
webs=("${services[@]/%/-web}") workers=("${services[@]/%/-worker}")
folder=${1:-var/backups/$(date -u +%Y-%m-%dT%H%M%SZ)}
quiet_seconds=30

compose() { docker compose --progress quiet "$@" </dev/null; }

in_queues() { # [CONDITION]: messages in the queues that meet it; nothing where the broker does not answer
  compose exec -T rabbitmq rabbitmqctl list_queues -q --no-table-headers name messages consumers 2>/dev/null |
    awk "\$1 != \"linli.unread\" && (${1:-1}) { sum += \$2 } END { if (NR) print sum + 0 }" || true
}

arriving() { in_queues '$1 ~ /\.events\./ && $3 > 0'; }

running() { compose ps --services --status running "$@"; } # SERVICE...: those of them that run

pause() { # SERVICE...: what runs of it stands still until resume
  local names
  mapfile -t names < <(running "$@")
  if [ "${#names[@]}" != 0 ]; then
    paused+=("${names[@]}")
    compose pause "${names[@]}" >/dev/null
  fi
}

resume() {
  [ -z "$stopped" ] || compose start "$stopped" >/dev/null
  [ "${#paused[@]}" = 0 ] || compose unpause "${paused[@]}" >/dev/null 2>&1 || true
  stopped='' paused=()
}

wait_for_quiet() {
  local until=$((SECONDS + quiet_seconds))
  while [ "$(arriving || true)" -gt 0 ] 2>/dev/null && [ $SECONDS -lt $until ]; do sleep 0.5; done
}

dump() { # SERVICE: says "ready" in its log once the snapshot is taken
  docker compose exec -T postgres psql -qAtX -v ON_ERROR_STOP=1 -U postgres -d "$1" \
    >"$unfinished/$1.dump" 2>"$unfinished/$1.log" <<SQL
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
    timeout 60 sh -c 'until grep -q "^ready" "$0"; do sleep 0.1; done' "$unfinished/$service.log" ||
      { cat "$unfinished/$service.log" >&2; exit 1; }
  done
}

keep_messages() { # the broker's files, while it stands still and nobody writes to it or reads from it
  stopped=$(running rabbitmq)
  compose stop rabbitmq
  compose run --rm --no-deps -T rabbitmq tar -C /var/lib/rabbitmq -cf - . >"$unfinished/rabbitmq.tar"
}

unfinished=$folder.unfinished
began=$SECONDS
dumps=() paused=() stopped=''
trap resume EXIT
mkdir -p "$unfinished"
chmod 700 "$unfinished"
pause "${webs[@]}"
wait_for_quiet
pause "${workers[@]}"
take_snapshots
standing=$(in_queues)
[ "$standing" = 0 ] || keep_messages
resume
echo "Snapshots taken; requests waited for $((SECONDS - began)) s."
[ "$standing" = 0 ] || echo "Messages stood in the broker's queues (${standing:-it does not answer}); its files are kept too."
for dump in "${dumps[@]}"; do
  wait "$dump" || { cat "$unfinished"/*.log >&2; exit 1; }
done
for service in "${services[@]}"; do # files are only ever added, so every one that a dump names is there
  compose run --rm --no-deps -T "$service-web" tar -C /data -cf - . >"$unfinished/$service.files.tar"
  rm "$unfinished/$service.log"
done
(cd "$unfinished" && sha256sum ./*.dump ./*.tar >SHA256SUMS)
mv "$unfinished" "$folder"
echo "Backup: $folder ($(du -sh "$folder" | cut -f1)). Keep it on another machine, and .env apart from it."
