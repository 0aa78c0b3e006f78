// Stands in for the package `debug`, which the mathematics asks for: the verifier says nothing.
module.exports = () => () => undefined;
