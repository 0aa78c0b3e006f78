export { designInWords, type DesignInWords, type NameOf } from './in-words.js';
