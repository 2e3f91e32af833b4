/**
 * A program for perl(1) that lets one strace run a command up to a mark, and a second one from there on, with counters
 * that begin at nought. The first stops the command (SIGSTOP) at each call that could be the mark; stops before it are
 * let go. A stopped process stays stopped when its tracer dies, so nothing is missed in between by those that are in
 * the stop. Ends as the command ended.
 *
 * Arguments: the first one's log, the second one's, to which the first's is prepended, which stop is the mark, the number of words of the first, its words, the number of
 * words of the second, its words, the command. perl because it changes neither environment nor signals of what it
 * starts, waits for stops, and is wherever Debian is; a shell makes its background commands ignore SIGINT.
 */
export const handOver = String.raw`
use strict; use warnings; use POSIX ':sys_wait_h';
my ($log, $whole, $mark, $count, @rest) = @ARGV;
my @first = splice @rest, 0, $count;
$count = shift @rest;
my @second = splice @rest, 0, $count;
sub start { my @words = @_; my $pid = fork // die "fork: $!"; return $pid if $pid; exec { $words[0] } @words or die "$words[0]: $!\n" }
sub text { open my $file, '<', $_[0] or return ''; local $/; return <$file> // '' }
sub tracer { return text("/proc/$_[0]/status") =~ /^TracerPid:\s*(\d+)/m ? $1 : 0 }
sub family { my @all = @_; for my $pid (@all) { push @all, map { split ' ', text($_) } glob "/proc/$pid/task/*/children" } return @all }
sub threads { return map { m{(\d+)$} } map { glob "/proc/$_/task/*" } @_ }
sub rest { select undef, undef, undef, 0.001 }
unlink $log, $whole;
my $pid = start(@first, @rest);
my ($tracer, $second, $seen, $ended) = (0, 0, 0);
until (defined $ended) {
  if (waitpid($pid, WNOHANG) == $pid) { $ended = $?; last }
  $tracer ||= tracer($pid);
  my @stops = $second ? () : text($log) =~ /^(\d+) +--- SIGSTOP \{si_signo=SIGSTOP, si_code=SI_KERNEL\} ---\n(?=(?:.*\n)*?\1 +--- stopped by SIGSTOP)/mg;
  if (@stops > $seen) {
    my $stopped = $stops[$seen++];
    if ($seen == $mark) {
      my @family = family($pid);
      my $old = tracer($stopped);
      kill 'KILL', $old if $old;
      rest() while $old && tracer($stopped) == $old;
      $second = start(@second, map { ('-p', $_) } @family);
      for my $each (threads(@family)) { rest() until tracer($each) == $second || !-e "/proc/$each" || waitpid($second, WNOHANG) }
    }
    kill 'CONT', $stopped;
  }
  rest();
}
waitpid $second, 0 if $second;
rest() while !$second && $tracer && -e "/proc/$tracer";
my $both = text($log) . text($whole);
open my $file, '>', $whole or die "$whole: $!\n";
print $file $both;
close $file or die "$whole: $!\n";
if (my $signal = $ended & 127) { $SIG{$_} = 'DEFAULT' for keys %SIG; kill $signal, $$; sleep 1 }
exit $ended >> 8;
`;
