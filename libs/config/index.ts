/** Reads the environment once and says everything that is wrong with it at once. */
export { section, type Section, type Settings } from './section.js';
export { loadConfig, ConfigProblems, type LoadedConfig, type ConfigLine } from './load.js';
export { unknownVariables } from './unknown-variables.js';
export { ConfigModule } from './config.module.js';
export { HouseConfig } from './house.config.js';
export { stopWithParent } from './stop-with-parent.js';
