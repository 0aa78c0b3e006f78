# Rank confidence sets of Mogstad, Romano, Shaikh & Wilhelm 2024, written from the paper in base R:
#  - with draws of the errors given, so that the package must find the very same sets and critical values;
#  - by sign flips of the sampling units (Rademacher), each pair's standard error taken from the flipped totals themselves;
#  - chances of being first and last from the same given draws, and by integration for independent estimates;
#  - counts: exact binomial tests of pairs with Holm's correction (Bazylik, Mogstad, Romano, Shaikh & Wilhelm 2021).
# Invented numbers.   Rscript rank-sets-draws.R          (from this folder)
library(jsonlite)
set.seed(20261122, kind = "Mersenne-Twister", normal.kind = "Inversion")

ordered_pairs <- function(p) { g <- expand.grid(1:p, 1:p); as.matrix(g[g[, 1] != g[, 2], ]) }
se_of <- function(V, pairs) sqrt(V[cbind(pairs[, 1], pairs[, 1])] + V[cbind(pairs[, 2], pairs[, 2])] - 2 * V[pairs])
# studentised: draws x pairs; the order statistic at ceiling(draws * confidence) of the largest, carried to the t scale.
stepdown <- function(t, studentised, confidence, scale = identity) {
  left <- rep(TRUE, length(t)); steps <- c()
  repeat {
    largest <- apply(studentised[, left, drop = FALSE], 1, max)
    value <- scale(sort(largest)[ceiling(length(largest) * confidence)])
    steps <- c(steps, value)
    gone <- left & t > value
    if (!any(gone)) break
    left <- left & !gone
    if (!any(left)) break
  }
  list(decided = !left, steps = steps)
}
sets_of <- function(p, pairs, decided) {
  better <- pairs[decided, , drop = FALSE]
  t(sapply(1:p, function(j) c(1 + sum(better[, 2] == j), p - sum(better[, 1] == j))))
}
sets <- function(x, V, studentised_of, confidence, scale) {
  p <- length(x); all <- ordered_pairs(p)
  run <- function(pairs) stepdown((x[pairs[, 1]] - x[pairs[, 2]]) / se_of(V, pairs), studentised_of(pairs), confidence, scale)
  together <- run(all)
  one <- function(keep) t(sapply(1:p, function(j) { q <- all[keep(all, j), , drop = FALSE]; sets_of(p, q, run(q)$decided)[j, ] }))
  list(steps = as.list(together$steps), simultaneous = sets_of(p, all, together$decided),
       marginal = one(function(a, j) a[, 1] == j | a[, 2] == j),
       best = one(function(a, j) a[, 2] == j), worst = one(function(a, j) a[, 1] == j))
}

p <- 7
L <- matrix(0, p, p); L[lower.tri(L, TRUE)] <- round(rnorm(p * (p + 1) / 2, 0, 0.4), 3); diag(L) <- 1
V <- tcrossprod(L)
x <- c(71.2, 74.9, 68.0, 66.1, 75.3, 70.4, 60.2)
Z <- round(matrix(rnorm(600 * p), 600) %*% t(L), 4)
given <- function(pairs) t(t(Z[, pairs[, 1]] - Z[, pairs[, 2]]) / se_of(V, pairs))
t_matched <- function(df) function(c) qt(pnorm(-c), df, lower.tail = FALSE)
moved <- sweep(Z, 2, x, "+")

# Sampling units: 8 strata of 5, as in the small designs where normal critical values fail.
H <- 8; n <- 5; q <- 6
totals <- matrix(round(rnorm(H * n * q, 0, 0.5) + rep(rnorm(H * n, 0, 0.3), q), 4), H * n)
stratum <- rep(1:H, each = n)
within <- function(M) Reduce(`+`, lapply(1:H, function(h) { R <- scale(M[stratum == h, , drop = FALSE], scale = FALSE); n / (n - 1) * crossprod(R) }))
C <- within(totals)
centred <- do.call(rbind, lapply(1:H, function(h) sqrt(n / (n - 1)) * scale(totals[stratum == h, ], scale = FALSE)))
y <- c(80, 77.5, 73, 72, 65.5, 58)
draws <- 40000
signs <- matrix(sample(c(-1, 1), draws * H * n, TRUE), draws)
sums <- signs %*% centred
flipped_se <- function(pairs) {
  D <- centred[, pairs[, 1], drop = FALSE] - centred[, pairs[, 2], drop = FALSE]
  total <- n / (n - 1) * colSums(D^2)
  taken <- Reduce(`+`, lapply(1:H, function(h) (signs[, stratum == h] %*% D[stratum == h, , drop = FALSE])^2)) / (n - 1)
  sqrt(sweep(-taken, 2, total, "+"))
}
flipped <- function(pairs) (sums[, pairs[, 1]] - sums[, pairs[, 2]]) / flipped_se(pairs)
limits <- function(values, confidence) {
  s <- sort(values); N <- length(s); place <- ceiling(N * confidence + c(-3, 3) * sqrt(N * confidence * (1 - confidence)))
  s[place]
}
all_pairs <- ordered_pairs(q)
boot <- sets(y, C, flipped, 0.95, identity)
boot$firstStepLimits <- limits(apply(flipped(all_pairs), 1, max), 0.95)
# One draw worked out from scratch: flipped totals put through the variance formula itself.
one <- signs[1, ] * centred
direct <- function(a, b) sqrt(Reduce(`+`, lapply(1:H, function(h) { d <- one[stratum == h, a] - one[stratum == h, b]; n / (n - 1) * sum((d - mean(d))^2) })))
stopifnot(abs(direct(1, 4) - flipped_se(matrix(c(1, 4), 1))[1]) < 1e-12)

# Chances for independent estimates, one unit known exactly.
theta <- c(70, 69, 68.5, 66); s <- c(1.2, 0.8, 0, 2)
first_of <- function(theta) sapply(1:4, function(j) {
  f <- function(z) sapply(z, function(zz) { v <- theta[j] + s[j] * zz
    dnorm(zz) * prod(ifelse(s[-j] == 0, theta[-j] < v, pnorm((v - theta[-j]) / s[-j]))) })
  edge <- if (s[j] > 0) (theta[3] - theta[j]) / s[j] else 0
  integrate(f, -9, edge, rel.tol = 1e-12, abs.tol = 1e-14, subdivisions = 2000)$value + integrate(f, edge, 9, rel.tol = 1e-12, abs.tol = 1e-14, subdivisions = 2000)$value
})

# Counts.
votes_sets <- function(votes, confidence) {
  p <- length(votes); all <- ordered_pairs(p)
  pv <- apply(all, 1, function(r) if (sum(votes[r]) == 0) 1 else binom.test(votes[r[1]], sum(votes[r]), 0.5, "greater")$p.value)
  holm <- function(keep) { d <- rep(FALSE, nrow(all)); d[keep] <- p.adjust(pv[keep], "holm") <= 1 - confidence; d }
  list(votes = votes, p = pv, pairs = all, simultaneous = sets_of(p, all, holm(rep(TRUE, nrow(all)))),
       marginal = t(sapply(1:p, function(j) sets_of(p, all, holm(all[, 1] == j | all[, 2] == j))[j, ])))
}

writeLines(toJSON(list(
  environment = list(R = R.version.string, jsonlite = as.character(packageVersion("jsonlite"))),
  given = list(scores = x, covariance = V, draws = Z,
               normal = sets(x, V, given, 0.95, identity), tMatched = sets(x, V, given, 0.95, t_matched(24)),
               loose = sets(x, V, given, 0.8, identity),
               first = colMeans(t(apply(moved, 1, function(r) r == max(r)))), last = colMeans(t(apply(moved, 1, function(r) r == min(r))))),
  bootstrap = c(list(scores = y, covariance = C, totals = totals, stratumOf = stratum, draws = draws), boot),
  chances = list(scores = theta, errors = s, first = first_of(theta), last = first_of(-theta)),
  counts = list(votes_sets(c(120, 95, 70, 66, 30, 3), 0.95), votes_sets(c(9, 4, 1, 0), 0.9), votes_sets(c(5, 5, 5), 0.95))
), auto_unbox = TRUE, digits = I(15), pretty = 0), "rank-sets-draws.json")
