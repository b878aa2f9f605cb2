#!/usr/bin/env bash
# Makes the Docker secrets of the stack out of .env (`make env` writes one); a secret that exists is left alone.
#
#   deploy/stack-secrets.sh
#
# POSTGRES_ADDRESS (postgres:5432), AMQP_ADDRESS (rabbitmq:5672) and MANAGEMENT_ADDRESS (rabbitmq:15672) say where the
# servers are; the defaults are those of deploy/stack.data.yml.
set -euo pipefail
env_file=${COMPOSE_ENV_FILES:-$(dirname "$0")/../.env}

setting() { # NAME: its value in .env, without the quotes
  sed -n "s/^$1=//p" "$env_file" | tail -1 | sed "s/^'\(.*\)'\$/\1/"
}

secret() { # NAME VALUE
  if docker secret inspect "linli_$1" >/dev/null 2>&1; then
    echo "linli_$1 exists"
  else
    printf '%s\n' "$2" | docker secret create "linli_$1" - >/dev/null
    echo "linli_$1 made"
  fi
}

for service in ticketing survey notify visits; do
  database=$(setting "${service^^}_DB_PASSWORD")
  broker=$(setting "${service^^}_AMQP_PASSWORD")
  secret "${service}_db_password" "$database"
  secret "${service}_amqp_password" "$broker"
  secret "${service}_secret_key" "$(setting "${service^^}_SECRET_KEY")"
  secret "${service}_database_url" \
    "postgresql+psycopg://$service:$database@${POSTGRES_ADDRESS:-postgres:5432}/$service"
  secret "${service}_amqp_url" "amqp://$service:$broker@${AMQP_ADDRESS:-rabbitmq:5672}/%2F"
done
secret subscriber_amqp_password "$(setting SUBSCRIBER_AMQP_PASSWORD)"
secret session_keys "$(setting SESSION_KEYS)"
secret session_signing_key "$(setting SESSION_SIGNING_KEY)"
secret statement_signing_key "$(setting STATEMENT_SIGNING_KEY)"
secret statement_keys "$(setting STATEMENT_KEYS)"
secret attachments_secret "$(setting ATTACHMENTS_SECRET)"
secret mail_url "$(setting MAIL_URL)"
secret postgres_password "$(setting POSTGRES_PASSWORD)"
admin=$(setting RABBITMQ_PASSWORD)
secret management_url "http://linli-admin:$admin@${MANAGEMENT_ADDRESS:-rabbitmq:15672}"
secret rabbitmq_admin "default_user = linli-admin
default_pass = $admin"
secret rabbitmq_cookie "$(head -c 24 /dev/urandom | base64)"
