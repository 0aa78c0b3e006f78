export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/polls/index',
    'pages/ranking/index',
    'pages/mine/index',
    'pages/sign-in/index',
    'pages/method/index',
    'pages/poll/index',
    'pages/answer/index',
    'pages/receipt/index',
    'pages/plan/index',
    'pages/snap/index',
    'pages/reports/index',
    'pages/report/index',
    'pages/inbox/index',
  ],
  // For those who handle issues: citizens do not download it.
  subPackages: [{ root: 'handling', pages: ['duty/index', 'issue/index', 'sign-in/index'] }],
  permission: { 'scope.userLocation': { desc: '用于写明你上报的问题在哪里' } },
  requiredPrivateInfos: ['getLocation'],
  // The pages draw the bar themselves (ui/tab-bar), inside the root that carries theme and 关怀版.
  tabBar: {
    custom: true,
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/polls/index', text: '测评' },
      { pagePath: 'pages/ranking/index', text: '榜单' },
      { pagePath: 'pages/mine/index', text: '我的' },
    ],
  },
  window: { navigationStyle: 'custom', navigationBarTitleText: '民声', backgroundTextStyle: 'light' },
  darkmode: true,
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
});
