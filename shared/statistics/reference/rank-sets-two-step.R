# Rank confidence sets with critical values in two steps (Romano, Shaikh & Wolf 2014), written from the paper in base R for the
# inputs of rank-sets-draws.json:
#  - with draws of the errors given, so that the package must find the very same sets and critical values;
#  - by sign flips of the sampling units (Rademacher), each pair's standard error taken from the flipped totals themselves.
# Every hypothesis is looked at in every draw, in every step: nothing is skipped.   Rscript rank-sets-two-step.R   (from this folder)
library(jsonlite)
set.seed(20261123, kind = "Mersenne-Twister", normal.kind = "Inversion")
known <- fromJSON("rank-sets-draws.json")

ordered_pairs <- function(p) { g <- expand.grid(1:p, 1:p); as.matrix(g[g[, 1] != g[, 2], ]) }
se_of <- function(V, pairs) sqrt(V[cbind(pairs[, 1], pairs[, 1])] + V[cbind(pairs[, 2], pairs[, 2])] - 2 * V[pairs])
quantile_of <- function(largest, confidence) sort(largest)[ceiling(length(largest) * round(confidence, 12))]
row_max <- function(m) do.call(pmax, as.data.frame(m))
# difference, error: draws x pairs, of the draws; found, se: of the data. Hypotheses: the first of a pair is not better.
stepdown <- function(found, se, difference, error, confidence) {
  alpha <- 1 - confidence; beta <- alpha / 10; t <- found / se
  bound <- quantile_of(row_max(-difference / error), 1 - beta)
  shift <- pmin(found + bound * se, 0)
  moved <- sweep(difference, 2, shift, "+") / error
  plain <- quantile_of(row_max(difference / error), 1 - alpha + beta)
  left <- rep(TRUE, length(t)); steps <- c(); value <- plain
  if (!any(t > plain) && any(shift < 0)) value <- quantile_of(row_max(moved), 1 - alpha + beta)
  repeat {
    value <- max(value, 0); steps <- c(steps, value)
    gone <- left & t > value
    if (!any(gone)) break
    left <- left & !gone
    if (!any(left)) break
    value <- quantile_of(row_max(moved[, left, drop = FALSE]), 1 - alpha + beta)
  }
  list(decided = !left, steps = steps)
}
sets_of <- function(p, pairs, decided) {
  better <- pairs[decided, , drop = FALSE]
  t(sapply(1:p, function(j) c(1 + sum(better[, 2] == j), p - sum(better[, 1] == j))))
}
sets <- function(x, V, difference_of, error_of, confidence) {
  p <- length(x); all <- ordered_pairs(p)
  run <- function(pairs) stepdown(x[pairs[, 1]] - x[pairs[, 2]], se_of(V, pairs), difference_of(pairs), error_of(pairs), confidence)
  together <- run(all)
  one <- function(keep) t(sapply(1:p, function(j) { q <- all[keep(all, j), , drop = FALSE]; sets_of(p, q, run(q)$decided)[j, ] }))
  list(steps = as.list(together$steps), simultaneous = sets_of(p, all, together$decided),
       marginal = one(function(a, j) a[, 1] == j | a[, 2] == j),
       best = one(function(a, j) a[, 2] == j), worst = one(function(a, j) a[, 1] == j))
}

given <- known$given; Z <- given$draws; V <- given$covariance
drawn <- function(pairs) Z[, pairs[, 1]] - Z[, pairs[, 2]]
fixed <- function(pairs) matrix(se_of(V, pairs), nrow(Z), nrow(pairs), byrow = TRUE)
# Twice as far apart, so that the first step rules some differences out.
far <- 2 * given$scores

boot <- known$bootstrap; H <- 8; n <- 5; draws <- 40000
stratum <- boot$stratumOf
centred <- do.call(rbind, lapply(1:H, function(h) sqrt(n / (n - 1)) * scale(boot$totals[stratum == h, ], scale = FALSE)))
signs <- matrix(sample(c(-1, 1), draws * H * n, TRUE), draws)
sums <- signs %*% centred
flipped <- function(pairs) sums[, pairs[, 1]] - sums[, pairs[, 2]]
flipped_error <- function(pairs) {
  D <- centred[, pairs[, 1], drop = FALSE] - centred[, pairs[, 2], drop = FALSE]
  total <- n / (n - 1) * colSums(D^2)
  taken <- Reduce(`+`, lapply(1:H, function(h) (signs[, stratum == h] %*% D[stratum == h, , drop = FALSE])^2)) / (n - 1)
  sqrt(sweep(-taken, 2, total, "+"))
}

writeLines(toJSON(list(
  environment = list(R = R.version.string, jsonlite = as.character(packageVersion("jsonlite"))),
  given = list(near = sets(given$scores, V, drawn, fixed, 0.95), far = c(list(scores = far), sets(far, V, drawn, fixed, 0.95)),
               loose = sets(given$scores, V, drawn, fixed, 0.8)),
  bootstrap = c(list(draws = draws), sets(boot$scores, boot$covariance, flipped, flipped_error, 0.95))
), auto_unbox = TRUE, digits = I(15), pretty = 0), "rank-sets-two-step.json")
