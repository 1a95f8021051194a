FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY templates templates
COPY content content
COPY build.js site.js ./
RUN npm run build

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=build /app/build /usr/share/nginx/html
