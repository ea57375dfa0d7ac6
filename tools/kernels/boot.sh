#!/bin/bash
# Boots a kernel under emulation and runs parts of the tests in it; see docs/kernels.md.
#
#   tools/kernels/boot.sh KERNEL TESTS [PART ...]
#
#   KERNEL   a folder that a Debian kernel package was unpacked into (dpkg-deb -x linux-image-VERSION_amd64.deb KERNEL)
#   TESTS    a folder that tests/OtherRuntimes was published into
#   PART     a part of the tests' names; all tests without one. SECONDS_EACH (600) is how long each may take.
#
# Prints what they print, and ends with 0 where every part passed; one of which all is skipped has not. Needs qemu-system-x86_64, a static busybox, cpio, depmod, xz and zstd; neither root nor KVM.
# The guest has 2 processors, 4 GiB of memory, and no network but its own.
set -euo pipefail

kernel=$(realpath "$1"); tests=$(realpath "$2"); shift 2
image=$(find "$kernel" -name 'vmlinuz-*' | head -n 1)
modules=$(find "$kernel" -type d -path '*/lib/modules/*' -prune | head -n 1)
[ -n "$image" ] && [ -n "$modules" ] || { echo "$kernel holds no kernel with its modules." >&2; exit 2; }
[ -x "$tests/PortReuse.Tests" ] || { echo "$tests holds no published tests." >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
version=$(basename "$modules")
mkdir -p "$root"/{bin,dev,etc,proc,sys,tmp,lib64,lib/x86_64-linux-gnu} "$root/lib/modules/$version"

cp "$(command -v busybox)" "$root/bin/busybox"
for tool in $(busybox --list | grep -vx busybox); do ln -sf busybox "$root/bin/$tool"; done

# The C library, what .NET links to, and what it loads by name.
libraries=$({ ldd "$tests/PortReuse.Tests" "$tests"/*.so || true; ldconfig -p | grep -E 'lib(ssl|crypto)\.so\.3'; } 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$tests" | sort -u)
for library in $libraries; do cp -Lu "$library" "$root/lib/x86_64-linux-gnu/"; done
cp -L /lib64/ld-linux-x86-64.so.2 "$root/lib64/"

# What the tests need and a kernel package keeps in modules.
cp "$modules"/modules.{builtin,builtin.modinfo,order} "$root/lib/modules/$version/" 2>/dev/null || true
for name in veth tun inet_diag tcp_diag dummy sch_netem; do
  find "$modules" -name "$name.ko*" | while read -r file; do
    copy=$root/lib/modules/$version/$(basename "$file")
    cp "$file" "$copy"
    case $copy in *.xz) unxz -f "$copy";; *.zst) zstd -q -d --rm "$copy";; esac
  done
done
depmod -b "$root" "$version"

printf 'root:x:0:0:root:/root:/bin/sh\n' > "$root/etc/passwd"
printf '127.0.0.1 localhost\n::1 localhost\n' > "$root/etc/hosts"
printf 'hosts: files\n' > "$root/etc/nsswitch.conf"
cp -a "$tests" "$root/tests"
printf '%s\n' "${@:-.}" > "$root/parts"
cat > "$root/init" <<INIT
#!/bin/sh
export PATH=/bin HOME=/tmp DOTNET_TieredPGO=0 DOTNET_EnableDiagnostics=0
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /tmp
mkdir -p /dev/shm; mount -t tmpfs shm /dev/shm
echo /bin/modprobe > /proc/sys/kernel/modprobe
for module in tcp_diag veth tun; do modprobe \$module; done
ip link set lo up
ulimit -n 1048576
stty -F /dev/ttyS1 raw -echo
{
  uname -srv; failed=0
  while read -r part; do
    echo "== \$part"
    timeout ${SECONDS_EACH:-600} /tests/PortReuse.Tests "\$part" < /dev/null || failed=1
  done < /parts
  echo "ended: \$failed"
} > /dev/ttyS1 2>&1
sync; poweroff -f
INIT
chmod 755 "$root/init"
(cd "$root" && find . -print0 | cpio --null -o -H newc --quiet) > "$scratch/initrd"

# Without -smap qemu 7.2 ends .NET in a page fault; on a busy machine a kernel takes its timer for broken, and its processor clock runs far ahead.
qemu-system-x86_64 -machine q35 -accel tcg,thread=multi -cpu max,-smap,-la57 -smp 2 -m 4096 \
  -kernel "$image" -initrd "$scratch/initrd" -append "console=ttyS0 quiet panic=-1 no_timer_check mitigations=off clocksource=hpet" \
  -nic none -display none -monitor none -no-reboot -serial "file:$scratch/console" -serial stdio < /dev/null | tr -d '\r' | tee "$scratch/output"

grep -qx 'ended: 0' "$scratch/output" || { tail -n 20 "$scratch/console" >&2; exit 1; }
