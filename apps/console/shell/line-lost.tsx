import { liveStore } from '../live.js';
import { useTexts } from '../texts/language.js';
import { useStore } from '../ui/store.js';
import classes from './shell.module.css';

/** That nothing new comes in by itself, where there is no room for the rail that says so: silence must not look like peace there either. */
export function LineLost() {
  const { shell } = useTexts();
  const live = useStore(liveStore);
  return <div role="status" className={classes.lost}>{live === 'off' && <p>{shell.live.off}</p>}</div>;
}
