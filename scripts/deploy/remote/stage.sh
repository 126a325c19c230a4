# shellcheck shell=sh
# Makes the release directory. TOKEN VERSION SETTINGS JSON SERVICE...: a service is "NAME IMAGE OURS LIMIT",
# SETTINGS are NAME=value lines for sh. Stdin: the compose file.
hold "$1"
version=$2 settings=$3 json=$4
shift 4
mkdir -p "$releases"
last=$(find "$releases" -mindepth 1 -maxdepth 1 -type d | sed -n 's|.*/\([0-9][0-9]*\)-[^/]*$|\1|p' | sort -n | tail -n 1)
release=$((${last:-0} + 1))-$version
mkdir "$releases/$release"
printf '%s\n' "$json" > "$releases/$release/release.json"
printf '%s\n' "$release" > "$lock/release"
cat > "$releases/$release/compose.yml"
printf '%s' "$settings" > "$releases/$release/version.env"
: > "$releases/$release/secrets.env"
printf '%s\n' "$@" > "$releases/$release/services"
rm -f "$lock/busy"
say release "$release"
