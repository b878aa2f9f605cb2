#!/usr/bin/env bash
# Takes the secrets of .env into use after `make env` has made new ones: also those that the servers themselves keep,
# which are the passwords of PostgreSQL's and RabbitMQ's administrators. Harmless when nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."

compose() { docker compose --progress quiet "$@"; }

compose up --detach --wait postgres rabbitmq
compose exec -T postgres psql -qX -v ON_ERROR_STOP=1 -U postgres <<'SQL'
\getenv password POSTGRES_PASSWORD
ALTER ROLE postgres PASSWORD :'password';
SQL
compose exec -T rabbitmq sh -c 'rabbitmqctl -q change_password linli-admin -- "$RABBITMQ_DEFAULT_PASS"' </dev/null
compose up --detach --wait
echo "The secrets of .env are in use."
