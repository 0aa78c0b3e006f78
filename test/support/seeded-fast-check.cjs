// What specs import as `fast-check`: the same cases in every run, so that a commit is green or it is not.
// `MINSHENG_SEED=random npx jest …` looks further; a failure prints its seed.
const fastCheck = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

const asked = process.env.MINSHENG_SEED;
if (asked !== 'random')
  fastCheck.configureGlobal({ ...fastCheck.readConfigureGlobal(), seed: Number(asked ?? 20261101) });

module.exports = fastCheck;
