/** The build hands the style sheet over as minified text. */
declare const css: string;
export default css;
