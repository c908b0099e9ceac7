/* Time as the page shows it: it plays a run that has been computed, as fast as is wished, and asks for more in time.
 *
 *     t_us         the moment shown
 *     latest_us    how far it has come: behind it lies what nobody has seen yet
 *     end_us       how far the run was computed
 *
 * The run is computed anew when something is done at a moment, so what lay behind that is not known any more.
 */
export const SPEEDS = [1, 2, 5, 10, 30, 100, 1000];
const AHEAD = 0.5; // of what was computed: behind that more is asked for
const LONGEST_FRAME_MS = 250; // a page that was hidden goes on where it was

export class Playback {
  /** onShow(): another moment is to be shown.  onMore(): the end comes near. */
  constructor(onShow, onMore) {
    this.onShow = onShow;
    this.onMore = onMore;
    this.speed = 10;
    this.playing = false;
    this.held = false; // something is being computed that this moment depends on
    this.frame = null;
    this.reset(0);
  }

  /** At power-on, with a run of this length. */
  reset(end_us) {
    this.t_us = 0;
    this.latest_us = 0;
    this.end_us = end_us;
    this.onward = true; // more can be computed
  }

  play() {
    this.playing = true;
    this.before = performance.now();
    if (this.frame === null) this.frame = requestAnimationFrame((now) => this.tick(now));
    this.onShow();
  }

  pause() {
    this.playing = false;
    this.onShow();
  }

  /** To a moment, which may not have been seen yet. */
  go(t_us) {
    this.t_us = Math.max(0, Math.min(t_us, this.end_us));
    this.latest_us = Math.max(this.latest_us, this.t_us);
    this.ask();
    this.onShow();
  }

  tick(now) {
    this.frame = null;
    if (!this.playing) return;
    const passed_ms = Math.min(LONGEST_FRAME_MS, Math.max(0, now - this.before));
    this.before = now;
    if (!this.held) this.go(this.t_us + Math.round(passed_ms * 1000 * this.speed));
    if (this.t_us >= this.end_us && !this.onward) this.pause();
    else this.frame = requestAnimationFrame((later) => this.tick(later));
  }

  ask() {
    if (this.onward && this.t_us > this.end_us * AHEAD) this.onMore();
  }
}
