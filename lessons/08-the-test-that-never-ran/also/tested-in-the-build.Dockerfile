FROM node:24-trixie AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm test
RUN npm run build

FROM nginx:trixie
COPY --from=build /app/build /usr/share/nginx/html
