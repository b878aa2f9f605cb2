#!/usr/bin/env bash
# Restores a backup of deploy/backup.sh into a fresh deployment: no volumes yet, and the .env of the one that was lost.
#
#   deploy/restore.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

services=(ticketing survey notify visits)
folder=${1:?Say which backup: deploy/restore.sh FOLDER}

compose() { docker compose --progress quiet "$@"; }

(cd "$folder" && sha256sum --check --quiet SHA256SUMS)
compose up --detach --wait postgres rabbitmq
compose run --rm -T prepare-database </dev/null
for service in "${services[@]}"; do
  tables=$(compose exec -T postgres psql -U postgres -d "$service" -qAtX \
    -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" </dev/null)
  if [ "$tables" != 0 ]; then
    echo "The database $service is not empty. A backup goes into a fresh deployment; to give up what is there:" \
      "docker compose down --volumes" >&2
    exit 1
  fi
done
for service in "${services[@]}"; do
  echo "$service …"
  compose exec -T postgres pg_restore -U postgres -d "$service" --no-owner --role "$service" --single-transaction \
    <"$folder/$service.dump"
  compose run --rm -T --no-deps "$service-web" tar -C /data -xf - <"$folder/$service.files.tar"
done
compose up --detach --wait
for service in "${services[@]}"; do # what one service had told another after the backup is told again
  echo "$service: $(compose exec -T "$service-worker" worker republish </dev/null)"
done
echo "Restored from $folder."
