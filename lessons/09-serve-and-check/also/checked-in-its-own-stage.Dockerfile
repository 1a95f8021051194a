FROM node:24-trixie AS lint
WORKDIR /site
COPY . .
RUN npm run lint

FROM node:24-trixie AS build
WORKDIR /site
COPY --from=lint /site .
RUN npm run build

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=build /site/dist /usr/share/nginx/html
