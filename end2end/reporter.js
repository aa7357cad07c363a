// Ends the run with one line that a person or a program can read.

export default class Tally {
  onBegin(config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const outcomes = this.suite.allTests().map((test) => test.outcome());
    const count = (wanted) => outcomes.filter((outcome) => outcome === wanted).length;
    const failed = count('unexpected') + count('flaky');
    const skipped = count('skipped');
    process.stdout.write(`${count('expected')} passed, ${failed} failed${skipped ? `, ${skipped} not run` : ''}\n`);
  }
}
