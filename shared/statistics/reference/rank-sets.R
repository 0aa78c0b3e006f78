# Rank confidence sets by routes other than the package's own draws:
#  - independent estimates: the critical value of a marginal set is one integral, solved to 1e-12;
#  - equal standard errors: the simultaneous one comes from the studentised range;
#  - correlated estimates: 200,000 draws by the eigenvectors of the covariance, sets kept with those three Monte Carlo
#    standard errors lower and higher, to tell which are certain.
#   Rscript rank-sets.R          (from this folder)
library(jsonlite)
set.seed(20260112, kind = "Mersenne-Twister", normal.kind = "Inversion")
t_matched <- function(c, df) qt(pnorm(-c), df, lower.tail = FALSE)

# Stepdown over ordered pairs; critical(I) gives the normal-scale value for the pairs (matrix of two columns) left.
stepdown <- function(x, V, pairs, critical, df) {
  se <- sqrt(V[cbind(pairs[, 1], pairs[, 1])] + V[cbind(pairs[, 2], pairs[, 2])] - 2 * V[pairs])
  t <- (x[pairs[, 1]] - x[pairs[, 2]]) / se
  left <- rep(TRUE, nrow(pairs))
  steps <- c()
  repeat {
    value <- t_matched(critical(pairs[left, , drop = FALSE], se[left]), df)
    steps <- c(steps, value)
    gone <- left & t > value
    if (!any(gone)) break
    left <- left & !gone
    if (!any(left)) break
  }
  list(better = pairs[!left, , drop = FALSE], steps = steps)
}
sets_of <- function(p, units, better) t(sapply(units, function(j) c(1 + sum(better[, 2] == j), p - sum(better[, 1] == j))))
ordered_pairs <- function(p) { g <- expand.grid(1:p, 1:p); as.matrix(g[g[, 1] != g[, 2], ]) }

# P(max over k of left pairs with unit j of their studentised difference <= c), independent normal estimates.
exact_critical <- function(V, j, confidence) function(pairs, se) {
  s <- sqrt(diag(V))
  probability <- function(c) {
    inner <- function(z) sapply(z, function(zz) {
      lower <- rep(-Inf, nrow(V)); upper <- rep(Inf, nrow(V))
      for (r in seq_len(nrow(pairs))) {
        a <- pairs[r, 1]; b <- pairs[r, 2]
        if (a == j) lower[b] <- max(lower[b], zz * s[j] - c * se[r]) else upper[a] <- min(upper[a], zz * s[j] + c * se[r])
      }
      k <- setdiff(unique(as.vector(pairs)), j)
      dnorm(zz) * prod(pmax(pnorm(upper[k] / s[k]) - pnorm(lower[k] / s[k]), 0))
    })
    integrate(inner, -9, 9, rel.tol = 1e-12, abs.tol = 0, subdivisions = 2000)$value
  }
  uniroot(function(c) probability(c) - confidence, c(0.5, 8), tol = 1e-12)$root
}

drawn <- function(x, V, df, draws = 200000, confidence = 0.95) {
  p <- length(x)
  e <- eigen(V, symmetric = TRUE)
  Z <- matrix(rnorm(draws * p), draws) %*% (t(e$vectors) * sqrt(pmax(e$values, 0)))
  critical <- function(offset) function(pairs, se) {
    largest <- rep(-Inf, draws)
    for (r in seq_len(nrow(pairs))) largest <- pmax(largest, (Z[, pairs[r, 1]] - Z[, pairs[r, 2]]) / se[r])
    sort(largest)[ceiling(draws * confidence + offset * 3 * sqrt(draws * confidence * (1 - confidence)))]
  }
  all <- ordered_pairs(p)
  simultaneous <- lapply(c(0, -1, 1), function(o) stepdown(x, V, all, critical(o), df))
  marginal <- lapply(c(0, -1, 1), function(o) do.call(rbind, lapply(1:p, function(j)
    sets_of(p, j, stepdown(x, V, all[all[, 1] == j | all[, 2] == j, ], critical(o), df)$better))))
  s <- lapply(simultaneous, function(d) sets_of(p, 1:p, d$better))
  certain <- function(l) sapply(1:p, function(j) all(l[[2]][j, ] == l[[1]][j, ]) && all(l[[3]][j, ] == l[[1]][j, ]))
  list(scores = x, covariance = V, df = df, simultaneous = s[[1]], simultaneousCertain = certain(s),
       steps = as.list(simultaneous[[1]]$steps), firstStepLimits = c(simultaneous[[2]]$steps[1], simultaneous[[3]]$steps[1]),
       marginal = marginal[[1]], marginalCertain = certain(marginal))
}

# Twelve independent estimates with unequal standard errors.
x <- round(60 + c(12, 9.5, 9, 7, 6.8, 5, 3.9, 3.5, 1, 0.5, -4, -8), 2)
s <- c(0.8, 1.1, 0.9, 1.6, 0.7, 1.2, 1, 1.3, 0.9, 1.5, 1.1, 0.8)
V <- diag(s^2)
all <- ordered_pairs(12)
exact <- lapply(c(40, 1e5), function(df) {
  d <- lapply(1:12, function(j) stepdown(x, V, all[all[, 1] == j | all[, 2] == j, ], exact_critical(V, j, 0.95), df))
  list(df = df, marginal = do.call(rbind, lapply(1:12, function(j) sets_of(12, j, d[[j]]$better))),
       firstStep = sapply(d, function(l) l$steps[1]))
})

# Equal standard errors: largest studentised difference = studentised range / sqrt(2).
equal <- list(units = 9, se = 1.3, firstStep = qtukey(0.95, 9, Inf) / sqrt(2))

# Correlated estimates of full rank, and a singular covariance (one unit is the mean of two others).
L <- matrix(0, 10, 10); L[lower.tri(L, TRUE)] <- round(rnorm(55, 0, 0.35), 3); diag(L) <- 0.9
correlated <- round(65 + 2.2 * (10:1) + rnorm(10), 2)
A <- rbind(diag(5), c(0.5, 0.5, 0, 0, 0))
V5 <- tcrossprod(L[1:5, 1:5])
singular_x <- c(70, 66, 63.5, 63, 58)

writeLines(toJSON(list(
  environment = list(R = R.version.string, jsonlite = as.character(packageVersion("jsonlite"))),
  independent = list(scores = x, covariance = V, exact = exact), equal = equal,
  correlated = drawn(correlated, tcrossprod(L), 32), correlatedManyDf = drawn(correlated, tcrossprod(L), 1000),
  singular = drawn(as.vector(A %*% singular_x), A %*% V5 %*% t(A), 60)
), auto_unbox = TRUE, digits = I(15), pretty = 1), "rank-sets.json")
