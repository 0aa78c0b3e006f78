# Reference case for blend-modes.spec.ts: the bounded blend of interviewers' and online scores, by base R (median, mad) and
# matrix algebra. Run in this folder: Rscript blend-modes.R
# Invented numbers. Debian: apt-get install r-base-core r-cran-jsonlite
library(jsonlite)
options(digits = 17)
set.seed(20261025, kind = "Mersenne-Twister", normal.kind = "Inversion")

units <- 21
theta <- rnorm(units, 74, 6)
# Units rated by the same people at the same sites: covariances between all of them.
covariance <- function(sd, common) {
  root <- matrix(rnorm(units * 12), units) / sqrt(12)
  s <- sd * (common * root %*% t(root) + (1 - common) * diag(runif(units, 0.6, 1.6)))
  (s + t(s)) / 2
}
C_I <- covariance(4.5, 0.5)
C_O <- covariance(1.6, 0.7)
correlated <- function(C) as.vector(t(chol(C + 1e-12 * diag(units))) %*% rnorm(units))
I <- theta + correlated(C_I)
O <- theta + 3 + rnorm(units, 0, 2) + correlated(C_O)
O[7] <- 99.5
O[12] <- 31

blend <- function(I, O, C_I, C_O, clip) {
  gap <- O - I
  m <- median(gap)
  s <- mad(gap)
  tau2 <- max(0, s^2 - median(diag(C_I) + diag(C_O)))
  lambda <- diag(C_I) / (diag(C_I) + diag(C_O) + tau2)
  correction <- gap - m
  clipped <- abs(correction) > clip * s
  score <- I + lambda * sign(correction) * pmin(abs(correction), clip * s)
  A <- diag(ifelse(clipped, 1, 1 - lambda))
  B <- diag(ifelse(clipped, 0, lambda))
  median_variance <- pi / 2 * s^2 / length(gap)
  C <- A %*% C_I %*% A + B %*% (C_O + tau2 * diag(length(gap)) + median_variance) %*% B
  list(median = m, robustDeviation = s, tauSquared = tau2, medianVariance = median_variance, lambda = lambda,
       isClipped = clipped, score = score, covariance = C)
}

# Gaps that differ by no more than sampling explains: no variance is left for units.
O_alike <- I + 3 + 0.4 * rnorm(units)
even <- 1:20
result <- list(
  environment = list(R = R.version.string, jsonlite = as.character(packageVersion("jsonlite"))),
  interview = list(scores = I, covariance = C_I),
  online = list(scores = O, covariance = C_O),
  onlineAlike = O_alike,
  clip = 1.5,
  blended = blend(I, O, C_I, C_O, 1.5),
  firstTwenty = blend(I[even], O[even], C_I[even, even], C_O[even, even], 1.5),
  alike = blend(I, O_alike, C_I, C_O, 1.5)
)
writeLines(toJSON(result, auto_unbox = TRUE, digits = I(15), null = "null", na = "null", pretty = FALSE), "blend-modes.json")
