# Read in by stacks.sh: the five systems that stacktop is for, small, under systems/NAME. Lines marked `# own name` (names of containers and
# networks) hold in a project of the system's own name only: for any other, the files are copied without them, as if cloned elsewhere.

# The images a system names are the lab's, tagged as a mirror of one's own would have them.
tag_images() {
  local name ours
  while read -r name ours; do
    if has_image "stacktop-test/$ours"; then docker tag "stacktop-test/$ours" "mirror.stacktop.test/$name"; fi
  done < <(grep -v '^#' "$lab/systems/images.txt")
}

untag_images() {
  local tag
  for tag in $(docker image ls --format '{{.Repository}}:{{.Tag}}' | grep '^mirror\.stacktop\.test/'); do docker rmi "$tag" >/dev/null || true; done
}

# folder_of NAME PROJECT: where its files are.
folder_of() {
  case $2 in "$1" | "$1-test") echo "$lab/systems/$1" && return ;; esac
  local folder=$state/systems/$2 file
  rm -rf "$folder" && mkdir -p "$folder" && cp -r "$lab/seed" "$state/"
  for file in "$lab/systems/$1"/*.yml; do grep -v '# own name$' "$file" >"$folder/${file##*/}"; done
  echo "$folder"
}

# files_of FOLDER PROJECT: the base file, and over it the one for development, or for a project NAME-test the one for tests.
files_of() {
  local over=dev file
  [[ $2 != *-test ]] || over=test
  for file in "$1"/docker-compose*.yml; do
    case $file in *.dev.yml | *.test.yml) ;; *) echo "$file" ;; esac
  done
  [ ! -e "$1/docker-compose.$over.yml" ] || echo "$1/docker-compose.$over.yml"
}

# unwell PROJECT: its containers that are not yet what they should be: healthy, running where they have no check, or a job that is done.
unwell() {
  docker ps -a --filter "label=com.docker.compose.project=$1" --format '{{.Label "com.docker.compose.service"}} {{.Status}}' |
    grep -vE '^test-runner Exited \(0\)|^[^ ]+ Up [^()]*(\(healthy\))?$' | cat
  docker ps -q --filter "label=com.docker.compose.project=$1" --filter label=com.docker.compose.service=test-runner
}

# up_system NAME [PROJECT]: up and well.
up_system() {
  local name=$1 project=${2-$1} folder file files=() started=$SECONDS
  [ -d "$lab/systems/$name" ] || fail "there is no system $name"
  tag_images
  folder=$(folder_of "$name" "$project")
  while read -r file; do files+=("$file"); done < <(files_of "$folder" "$project")
  compose_up "$project" "${files[@]}" --
  while [ -n "$(unwell "$project")" ]; do
    [ $((SECONDS - started)) -lt 180 ] || fail "$project is not well after three minutes: $(unwell "$project" | paste -sd,)"
    sleep 0.2
  done
}
