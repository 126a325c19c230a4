# shellcheck shell=sh
# Starts what a release changes. TOKEN RELEASE. Stdin: as for pull.sh, so that a swarm's workers can pull.
hold "$1"
settings=$(mktemp -d)
trap 'rm -rf "$settings" "$lock/busy"' EXIT
cat > "$settings/config.json"
if [ "$engine" = swarm ] && [ -s "$settings/config.json" ]; then export DOCKER_CONFIG="$settings"; fi
remember "$2"
printf '%s\n' "$2" > "$lock/started"
up "$2" || exit 20
