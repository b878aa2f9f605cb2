#!/usr/bin/env bash
# One role and one database for each service; no role may connect to another's. Safe to run at every start: a password
# changed in .env is changed here. The administrator comes in PGUSER and PGPASSWORD, a service's password in
# <SERVICE>_DB_PASSWORD (or the file named by <SERVICE>_DB_PASSWORD_FILE).
set -euo pipefail

secret() { # NAME: its value, or the content of the file in NAME_FILE
  local file=${1}_FILE
  if [ -n "${!file:-}" ]; then cat "${!file}"; else printf '%s' "${!1:?is missing}"; fi
}

prepare() { # SERVICE: its name is also the name of its role and its database
  PASSWORD=$(secret "${1^^}_DB_PASSWORD") psql -qAt -v ON_ERROR_STOP=1 -v name="$1" -d postgres <<'SQL'
\getenv password PASSWORD
SET client_min_messages = warning;
SELECT format('CREATE ROLE %I LOGIN', :'name')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'password';
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' TEMPLATE template0', :'name', :'name')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}

[ -z "${PGPASSWORD_FILE:-}" ] || PGPASSWORD=$(cat "$PGPASSWORD_FILE")
export PGPASSWORD
timeout 60 sh -c 'until pg_isready -q; do sleep 1; done' || true # what is wrong then, psql tells
psql -qAt -v ON_ERROR_STOP=1 -d postgres -c 'REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC'
for service in ticketing survey notify visits; do
  prepare "$service"
done
echo "The services have their databases and roles."
