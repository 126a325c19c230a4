# shellcheck shell=sh
# Dumps the database out of its running container and reads the dump back before it counts. RELEASE SERVICE USER DATABASE FOLDER KEEP.
folder=$data/$5
id=$(containers "$2" --filter status=running | head -n 1)
[ -n "$id" ] || { say skipped "no database is running"; exit 0; }
name=$(date -u +%Y%m%dT%H%M%SZ)-$1.dump
errors=$(mktemp)
trap 'rm -f "$folder/.$name" "$errors"' EXIT
fail() {
  say problem "$1: $(tail -n 1 "$errors")"
  exit 1
}
docker exec "$id" pg_dump -Fc -U "$3" "$4" > "$folder/.$name" 2> "$errors" < /dev/null || fail "pg_dump failed"
docker exec -i "$id" pg_restore --list < "$folder/.$name" > /dev/null 2> "$errors" || fail "the dump cannot be read back"
mv "$folder/.$name" "$folder/$name"
say backup "$folder/$name" "$(wc -c < "$folder/$name" | tr -d ' ')"
find "$folder" -maxdepth 1 -name '*.dump' ! -name '.*' | sort -r | tail -n "+$(($6 + 1))" | while IFS= read -r old; do rm -f "$old"; done
