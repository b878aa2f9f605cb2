#!/usr/bin/env bash
# Restores a backup of deploy/backup.sh into a fresh deployment: no volumes yet, and the .env of the one that was lost.
#
#   deploy/restore.sh FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

services=(ticketing survey notify visits)
folder=${1:?Say which backup: deploy/restore.sh FOLDER}

compose() { docker compose --progress quiet "$@"; }

restore_messages() { # the broker remembers its administrator's password of then
  compose stop rabbitmq
  compose run --rm -T --no-deps rabbitmq sh -c 'rm -rf /var/lib/rabbitmq/* && tar -C /var/lib/rabbitmq -xf -' \
    <"$folder/rabbitmq.tar"
  compose up --detach --wait rabbitmq
  compose exec -T rabbitmq sh -c 'rabbitmqctl -q change_password linli-admin -- "$RABBITMQ_DEFAULT_PASS"' </dev/null
}

(cd "$folder" && sha256sum --check --quiet SHA256SUMS)
compose up --detach --wait postgres
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
if [ -f "$folder/rabbitmq.tar" ]; then
  echo "messages …"
  restore_messages
fi
compose up --detach --wait
for service in "${services[@]}"; do # the copies agree in any case
  echo "$service: $(compose exec -T "$service-worker" worker republish </dev/null)"
done
echo "Restored from $folder."
