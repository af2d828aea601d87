// The one place where code, not only style, has to know how wide the screen is: below 900px list and thread are two screens.

import { MediaQuery } from 'svelte/reactivity';

export const narrow = new MediaQuery('(max-width: 899px)');
