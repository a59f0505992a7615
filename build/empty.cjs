// Stands in for packages that only features we do not offer would load (see bundle.mjs).
module.exports = {};
