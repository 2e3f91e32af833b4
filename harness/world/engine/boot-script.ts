/**
 * What the first process of an engine's namespaces does before it is the engine: a shell script, with the engine's words
 * as its arguments and BUSYBOX, INIT and DOCKERD in its environment. Where LACKING is not empty, what starts containers is
 * LESSER_RUNC, a script.
 *
 * Mounts made on the machine later may come in, none goes out. /run is empty, so that it finds no engine that already
 * runs, and has its own socket where everybody looks for one. /etc/docker and /opt/containerd, in which Docker leaves files
 * whatever it is told, are its own as well: where the machine has no such folder, by a layer over the one that would get it.
 */
export const bootScript = `set -e
mount --make-rslave /
mount -t tmpfs -o mode=755 tmpfs /run
if [ -d /var/run ] && [ ! -L /var/run ]; then mount --bind /run /var/run; fi
own() {
  if [ -d "$1/$2" ]; then
    mount -t tmpfs -o mode=755 tmpfs "$1/$2"
    return
  fi
  [ -d "$1" ] || return 0
  # Not over what holds the engine's own folder: there would be two of it.
  case "$PWD/" in "$1"/*) return 0 ;; esac
  mkdir -p "/run/over$1/upper" "/run/over$1/work"
  mount -t overlay -o "lowerdir=$1,upperdir=/run/over$1/upper,workdir=/run/over$1/work" overlay "$1" || true
}
own /etc docker
own /opt containerd
"$BUSYBOX" ip link set lo up
if [ -n "$LACKING" ]; then
  mkdir /run/lesser
  printf %s "$LESSER_RUNC" >/run/lesser/runc
  chmod 755 /run/lesser/runc
  PATH=/run/lesser:$PATH
fi
ulimit -n 65536 2>/dev/null || true
exec "$INIT" -s -- "$DOCKERD" "$@"`;
