# Shared by the reference scripts: results of R survey for a calibrated or plain design, in the shape the specs read.
# Debian: apt-get install r-base-core r-cran-survey r-cran-jsonlite r-cran-mass
# items: data frame of scores, NA for no scored answer. units: list of named share vectors (shares of items).
suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
options(survey.lonely.psu = "fail", digits = 17)

# Means of all items with their full covariance: ratios of totals, by the delta method of svycontrast.
item_means <- function(design, items) {
  answered <- 1 * !is.na(items)
  scored <- items
  scored[is.na(scored)] <- 0
  k <- ncol(items)
  design$variables[paste0("y", 1:k)] <- scored
  design$variables[paste0("i", 1:k)] <- answered
  totals <- svytotal(make.formula(c(paste0("y", 1:k), paste0("i", 1:k))), design)
  ratios <- lapply(1:k, function(j) parse(text = sprintf("y%d/i%d", j, j))[[1]])
  names(ratios) <- names(items)
  svycontrast(totals, ratios)
}

# One item by the other route, a domain mean: checks the first and gives its design effect and degrees of freedom.
domain_mean <- function(design, y) {
  answered <- !is.na(y)
  # Rows outside a subset of a calibrated design stay with weight 0, so they need a number.
  design$variables$y <- ifelse(answered, y, 0)
  part <- subset(design, answered)
  mean <- svymean(~y, part, deff = "replace")
  df <- degf(part)
  list(mean = coef(mean)[[1]], se = SE(mean)[[1]], deff = deff(mean)[[1]], df = df, n = sum(!is.na(y)),
       interval = as.vector(confint(mean, df = df)))
}

unit_results <- function(design, items, units) {
  means <- item_means(design, items)
  singles <- lapply(items, function(y) domain_mean(design, y))
  stopifnot(all.equal(sapply(singles, `[[`, "mean"), coef(means), tolerance = 1e-12),
            all.equal(sapply(singles, `[[`, "se"), SE(means), tolerance = 1e-11, check.attributes = FALSE))
  scores <- svycontrast(means, units)
  w <- weights(design)
  detail <- lapply(names(units), function(id) {
    a <- units[[id]]
    own <- items[names(a)]
    any <- rowSums(!is.na(own)) > 0
    W <- sum(w[any])
    v <- rep(0, nrow(items))
    for (k in names(a)) {
      yes <- !is.na(own[[k]])
      v[yes] <- v[yes] + a[[k]] * (own[[k]][yes] - coef(means)[[k]]) * W / sum(w[yes])
    }
    design$variables$v <- v
    part <- subset(design, any)
    m <- svymean(~v, part, deff = "replace")
    se <- sqrt(vcov(scores)[id, id])
    # Second route to the standard error of the score.
    stopifnot(all.equal(SE(m)[[1]], se, tolerance = 1e-11, check.attributes = FALSE))
    df <- degf(part)
    half <- qt(0.975, df) * se
    list(id = id, score = coef(scores)[[id]], se = se, df = df, n = sum(any), deff = deff(m)[[1]], halfWidth = half,
         interval = c(coef(scores)[[id]] - half, coef(scores)[[id]] + half))
  })
  kish <- sum(w)^2 / sum(w^2)
  list(items = Map(function(code, s) c(list(code = code), s), names(items), singles) |> unname(),
       itemCovariance = unname(vcov(means)), units = detail, unitCovariance = unname(vcov(scores)),
       designDf = degf(design), kishEffective = kish)
}

# Calibration to margins with the raking distance, to the last digit Newton's method gives.
rake_by_calibration <- function(design, formula, population) {
  calibrate(design, formula, population = population, calfun = "raking", epsilon = 1e-14, maxit = 1000)
}

# Clip the weights of a calibrated design to bounds (multiples of the mean), calibrate the clipped ones again, until both
# hold. The variance keeps the regression on the base weights: only the weights in the design object are replaced.
trim_by_calibration <- function(plain, raked, formula, population, bounds) {
  w <- weights(raked)
  clipped_once <- rep(FALSE, length(w))
  repeat {
    limits <- bounds * sum(w) / length(w)
    clipped <- pmin(pmax(w, limits[1]), limits[2])
    if (max(abs(clipped / w - 1)) < 1e-13) break
    clipped_once <- clipped_once | abs(clipped / w - 1) > 1e-10
    again <- plain
    again$prob <- 1 / clipped
    w <- unname(weights(rake_by_calibration(again, formula, population)))
  }
  trimmed <- raked
  trimmed$prob <- 1 / w
  trimmed$postStrata[[1]]$w <- w / sqrt(weights(plain))
  list(design = trimmed, respondents = sum(clipped_once))
}

# Population totals for margins given as named vectors of levels. NA: the level keeps its base-weight share of the sample.
population_totals <- function(design, margins, total) {
  w <- weights(design)
  out <- c("(Intercept)" = total)
  for (v in names(margins)) {
    target <- margins[[v]]
    column <- design$variables[[v]]
    stopifnot(identical(levels(column), names(target)))
    left <- is.na(target)
    share <- sapply(names(target), function(l) sum(w[column == l])) / sum(w)
    totals <- ifelse(left, total * share, total * target / sum(target[!left]) * (1 - sum(share[left])))
    names(totals) <- paste0(v, names(target))
    out <- c(out, totals[-1])
  }
  out
}

environment_of_run <- function() {
  list(R = R.version.string, survey = as.character(packageVersion("survey")),
       jsonlite = as.character(packageVersion("jsonlite")))
}

write_reference <- function(result, path) {
  writeLines(toJSON(result, auto_unbox = TRUE, digits = I(15), null = "null", na = "null", pretty = 1), path)
}
