// Run before the tests: what they need is there, or one line says what is missing.
import { binary, chromiumFile } from './bench.mjs';

binary();
chromiumFile();
