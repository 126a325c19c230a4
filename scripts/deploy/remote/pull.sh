# shellcheck shell=sh
# Fetches every image of a release before anything is stopped, and says its digest. RELEASE POLICY (ours: what we publish is
# asked for again; missing: only what is not here). Stdin: a Docker client configuration with the login, or nothing.
release=$1 policy=$2
settings=$(mktemp -d)
trap 'rm -rf "$settings"' EXIT
cat > "$settings/config.json"
if [ -s "$settings/config.json" ]; then export DOCKER_CONFIG="$settings"; fi
while read -r service image ours _ <&3; do
  if [ "$policy$ours" != oursyes ] && docker image inspect "$image" > /dev/null 2>&1; then
    say present "$image"
  else
    say pulling "$image"
    printed=$(docker pull -q "$image" 2>&1 < /dev/null) || {
      say problem "the image $image could not be pulled: $(printf '%s' "$printed" | tail -n 1)"
      exit 1
    }
  fi
  say digest "$service" "$image" "$(docker image inspect -f '{{if .RepoDigests}}{{index .RepoDigests 0}}{{else}}{{.Id}}{{end}}' "$image")"
done 3< "$releases/$release/services"
