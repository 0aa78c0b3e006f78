/**
 * Unpacks the Chromium of the npm package, with the system libraries a bare machine lacks, into the temporary folder
 * (`TMPDIR`), and says where. A process of its own, since the package decides by its environment while it loads.
 */
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs20.x'; // without it nss, nspr and expat stay packed
const { default: chromium } = await import('@sparticuz/chromium');
console.log(await chromium.executablePath());
